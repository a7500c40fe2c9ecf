"""Run by the system's Python: wapiti 3.0.4 with two repairs.

Its wildcards stop at Python 3.11, so `fnmatch` reads them; and it knows the names of tokens against foreign forms
in other frameworks, but not Django's, so that it would never try one.
"""

import fnmatch
import re
import sys

from wapitiCore.attack.mod_csrf import mod_csrf
from wapitiCore.main.wapiti import wapiti_main
from wapitiCore.net import crawler

crawler.wildcard_translate = lambda pattern: re.compile(fnmatch.translate(pattern))
mod_csrf.TOKEN_FORM_STRINGS.append("csrfmiddlewaretoken")
sys.exit(wapiti_main())
