"""The websocket address of rooms."""

from deliberation.live.routing import Routes
from deliberation.rooms.consumers import enter_room

ROUTES: Routes = [(r"/rooms/(?P<name>[a-z0-9]{1,16})/live", enter_room)]
