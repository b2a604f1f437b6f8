import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuinowa.config.settings")
application = get_wsgi_application()
# What is there now stays to the end. Walking over it takes the collector a tenth of a second, in the middle of a page.
gc.collect()
gc.freeze()
