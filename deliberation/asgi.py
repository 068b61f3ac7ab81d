"""The door for HTTP and websockets."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deliberation.settings")
http = get_asgi_application()

from channels.routing import ProtocolTypeRouter  # noqa: E402  (needs the applications loaded)

from deliberation.live.routing import ROUTES, websockets  # noqa: E402  (as above)
from deliberation.rooms.routing import ROUTES as OF_ROOMS  # noqa: E402  (as above)

application = ProtocolTypeRouter({"http": http, "websocket": websockets([*ROUTES, *OF_ROOMS])})
