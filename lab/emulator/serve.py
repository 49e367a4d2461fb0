"""Runs MiniStack as the lab wants it, with MiniStack's own settings in the environment.

Usage: serve.py NAME IMAGE. NAME is there to be seen in the list of processes; IMAGE is what every node runs.
With LIFELINE=1 it ends when its standard input does, which is when the process that started it is gone.
"""

import os
import signal
import sys
import threading

from docker.errors import ImageNotFound
from docker.models.images import ImageCollection
from ministack import app
from ministack.core import container_reaper
from ministack.services import elasticache

IMAGE = sys.argv[2]


def replace(owner, name, value):
    """Replaces what is there under this name; a version without it must fail rather than do as it likes."""
    getattr(owner, name)
    setattr(owner, name, value)


def refuse_pull(_images, repository, **_options):
    raise ImageNotFound(f"{repository} is not on this machine, and the lab's emulator pulls no images")


def end_with_parent():
    while sys.stdin.buffer.read1(4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


# Whatever engine and version are asked for: the one image that is known to be here.
replace(elasticache, "_engine_image_and_port", lambda _engine, _version: (IMAGE, 6379))
replace(ImageCollection, "pull", refuse_pull)
# It would run scripts from folders at the root of the file system.
replace(app, "_collect_scripts", lambda *_folders: [])
# At its start it would remove containers that earlier versions of it made, whoever runs them.
replace(container_reaper, "SERVICE_LABELS", ())

if os.environ.get("LIFELINE") == "1":
    threading.Thread(target=end_with_parent, daemon=True).start()
sys.argv = ["ministack"]
app.main()
