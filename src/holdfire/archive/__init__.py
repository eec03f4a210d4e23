"""archive: bytes enter, an id leaves; the id proves that the bytes are what they were.

In: the bytes of a source as they came. Out: their SHA-256, and the same bytes again.
Never: an edit, a deletion, a look at what the bytes mean.
"""

from holdfire.archive.durable import part_in, settle, sync_folder, write_durably
from holdfire.archive.folder import FolderStore
from holdfire.archive.port import RawStore

__all__ = ["FolderStore", "RawStore", "part_in", "settle", "sync_folder", "write_durably"]
