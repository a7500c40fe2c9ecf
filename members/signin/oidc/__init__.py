"""OpenID Connect for institutions (MyAcademicID and the like): allauth's provider, with every check turned on."""
