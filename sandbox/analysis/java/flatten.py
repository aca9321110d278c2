"""Writes PMD's rules that ours/pmd.xml names into one file: PMD would read a whole category anew for each of them.

python3 flatten.py OURS PMD_JAVA_JAR > FLAT
"""

from __future__ import annotations

import sys
import zipfile
from xml.etree import ElementTree as ET

NAMESPACE = "http://pmd.sourceforge.net/ruleset/2.0.0"
ET.register_namespace("", NAMESPACE)


def main() -> None:
    """Take each rule from the jar, with the properties that ours gives it."""
    ours = ET.parse(sys.argv[1])  # noqa: S314 - our own file
    with zipfile.ZipFile(sys.argv[2]) as jar:
        categories: dict[str, dict[str, ET.Element]] = {}
        for rule in ours.getroot().findall(_tag("rule")):
            category, _, name = rule.attrib.pop("ref").rpartition("/")
            if category not in categories:
                root = ET.fromstring(jar.read(category))  # noqa: S314 - PMD's own file
                categories[category] = {each.attrib["name"]: each for each in root.findall(_tag("rule"))}
            _fill(rule, categories[category][name])
    ours.write(sys.stdout, encoding="unicode")


def _fill(rule: ET.Element, definition: ET.Element) -> None:
    if "ref" in definition.attrib or definition.get("deprecated"):
        sys.exit(f"{definition.attrib['name']}: PMD has another name for it")
    given = {each.attrib["name"]: each for each in rule.iter(_tag("property"))}
    rule.attrib |= definition.attrib
    rule[:] = [each for each in definition if each.tag not in {_tag("description"), _tag("example")}]
    properties = rule.find(_tag("properties"))
    if properties is None:
        properties = ET.SubElement(rule, _tag("properties"))
    for each in properties:
        # One that the rule itself declares, with its type.
        if each.attrib["name"] in given:
            each.attrib["value"] = given.pop(each.attrib["name"]).attrib["value"]
    properties.extend(given.values())


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


if __name__ == "__main__":
    main()
