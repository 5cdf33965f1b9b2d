#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that relative links in the Markdown pages of a tree lead to files that exist. usage: check_links.py ROOT"""

import re
import subprocess
import sys
from pathlib import Path

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def main() -> int:
    root = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    listed = subprocess.run(["git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
                            capture_output=True, text=True)
    pages = [root / p for p in sorted(set(listed.stdout.splitlines()))] if listed.returncode == 0 else [
        p for p in root.rglob("*.md") if p.relative_to(root).parts[0] != "build"]
    broken = 0
    for page in pages:
        if not page.is_file():
            continue
        fenced = False
        for number, line in enumerate(page.read_text().splitlines(), 1):
            fenced ^= line.startswith("```")
            if fenced:
                continue
            for target in LINK.findall(line):
                if re.match(r"[a-z]+:", target) or target.startswith("#"):
                    continue
                if not (page.parent / target.split("#")[0]).exists():
                    print(f"{page.relative_to(root)}:{number}: no file behind the link {target}")
                    broken += 1
    print(f"check_links: {len(pages)} pages, {broken} broken links")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
