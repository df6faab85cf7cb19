"""A package of npm's, fetched once into a folder of the build."""
import shutil, subprocess


class CannotFetch(Exception):
    pass


def installed(name, version, folder):
    """The folder that node finds the package in."""
    modules = folder / "node_modules"
    if not (modules / name).is_dir():
        if not shutil.which("npm"):
            raise CannotFetch("there is no npm")
        folder.mkdir(parents=True, exist_ok=True)
        # --ignore-scripts: nothing that comes from elsewhere runs but the client itself.
        fetched = subprocess.run(
            ["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", f"{name}@{version}"],
            capture_output=True, text=True, timeout=300)
        if fetched.returncode != 0:
            raise CannotFetch(f"npm cannot fetch {name}: {fetched.stderr.strip().splitlines()[-1:]}")
    return modules
