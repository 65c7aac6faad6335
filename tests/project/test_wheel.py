"""An installed wheel works from any folder, read-only, without the checkout."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)],
        check=True,
        capture_output=True,
    )
    return next(out.glob("*.whl"))


def test_the_wheel_holds_rules_templates_and_examples(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("rules", "plan_templates", "examples"):
        inside = {name for name in names if name.startswith(f"appeal_tool/data/{folder}/")}
        beside = {p for p in (ROOT / folder).rglob("*") if p.is_file() and "__pycache__" not in p.parts}
        assert len(inside) == len(beside) > 0
    assert "appeal_tool/py.typed" in names


def test_an_installed_wheel_does_the_whole_job_read_only(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "installed"
    venv.create(environment, with_pip=False, symlinks=True)
    site = next(environment.glob("lib/python*/site-packages"))
    zipfile.ZipFile(wheel).extractall(site)
    # The libraries come from the environment of the tests; the package itself only from the wheel.
    here = next(p for p in sys.path if p.endswith("site-packages"))
    (site / "libraries.pth").write_text(f"import sys; sys.path.append({here!r})\n")
    for path in site.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    work = tmp_path / "work"
    work.mkdir()
    read_only_home = tmp_path / "home"
    read_only_home.mkdir(mode=0o555)
    clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    result = subprocess.run(
        [str(environment / "bin/python"), "-m", "appeal_tool", "demo", "--out", "out"],
        cwd=work,
        env={
            **clean,
            "HOME": str(read_only_home),
            "XDG_CACHE_HOME": "/proc/nowhere",
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    origin = subprocess.run(
        [str(environment / "bin/python"), "-c", "import appeal_tool; print(appeal_tool.__file__)"],
        cwd=work,
        capture_output=True,
        text=True,
        check=True,
        env=clean,
    ).stdout.strip()
    assert Path(origin).is_relative_to(site)
    assert list((work / "out").glob("*.md"))
