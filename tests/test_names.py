"""What each module says it offers is what it offers."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import subprocess
import sys

import pytest

import filmroom

_MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(filmroom.__path__, "filmroom.")
    if not module.name.endswith("__main__")
    and "._standard" not in module.name
    # Alembic runs these by file, and what it looks for in them are not names of ours.
    and not module.name.startswith("filmroom.store.migrations.")
)


@pytest.mark.parametrize("name", _MODULES)
def test_the_public_names_of_a_module_are_its_all(name: str) -> None:
    module = importlib.import_module(name)
    offered = getattr(module, "__all__", [])

    defined = {
        key
        for key, value in vars(module).items()
        if not key.startswith("_")
        and (inspect.isclass(value) or inspect.isfunction(value))
        and value.__module__ == name
    }

    assert [key for key in offered if not hasattr(module, key)] == []
    assert defined - set(offered) == set()


def test_the_names_of_the_library_are_there_and_no_others() -> None:
    assert list(filmroom.__all__) == sorted(filmroom.__all__)
    assert {key: getattr(filmroom, key).__name__ for key in filmroom.__all__} == {key: key for key in filmroom.__all__}
    assert set(filmroom.__all__) <= set(dir(filmroom))


def test_an_unknown_name_of_the_library_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = filmroom.nonsense


def test_importing_the_library_imports_nothing_slow() -> None:
    program = (
        "import sys, filmroom; print(sorted({'pydicom', 'numpy', 'rich', 'cyclopts', 'msgspec'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_indexing_plain_files_does_not_import_pydicom() -> None:
    program = "import sys, filmroom.batch.index; print('pydicom' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
