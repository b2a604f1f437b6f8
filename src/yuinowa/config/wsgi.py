import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuinowa.config.settings")
application = get_wsgi_application()

# Only now is the program set up.
from yuinowa.config.warming import warm_up  # noqa: E402

warm_up()
