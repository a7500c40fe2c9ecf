"""SAML 2.0 for institutions (ArnesAAI, eduGAIN): allauth's provider over python3-saml, every check turned on."""
