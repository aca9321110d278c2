"""What becomes of a submission's pom.xml without Maven: class paths as Maven would have them, or words."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from maven_box import MISSING, Resolver, artifact, dependencies, names, pom, start, versions

from grader.sandbox import images

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.sandbox.docker import DockerSandbox

pytestmark = pytest.mark.docker

BOOT = "org.springframework.boot:spring-boot-starter-parent:3.5.7"
TESTS = (
    "org.junit.jupiter:junit-jupiter:5.12.2:test",
    "org.assertj:assertj-core:3.27.6:test",
    "org.mockito:mockito-junit-jupiter:5.17.0:test",
)
LIB = "com.acme:lib:1.0"
JACKSON = "com.fasterxml.jackson.core:jackson-databind:2.19.2"
GSON = "com.google.code.gson:gson:2.13.2"
JUNIT = {"junit/junit/4.13.2/junit-4.13.2.pom": b"<project/>"}
ROOT = "com.acme:root:1-SNAPSHOT"


@pytest.fixture(scope="module")
def resolver(engine: DockerSandbox) -> Iterator[Resolver]:
    image = images.build(engine.client, report=lambda _line: None, environ=os.environ, names=["java"])["java"]
    box = start(engine, image, f"test-{secrets.token_hex(6)}")
    try:
        yield Resolver(box)
    finally:
        box.end()


def plugin(coordinates: str, body: str = "", *, goal: str = "") -> str:
    group, name = coordinates.split(":")
    runs = f"<executions><execution><goals><goal>{goal}</goal></goals></execution></executions>" if goal else ""
    return f"<plugin><groupId>{group}</groupId><artifactId>{name}</artifactId><version>1</version>{body}{runs}</plugin>"


def build(*plugins: str, body: str = "") -> str:
    return f"<build>{body}<plugins>{''.join(plugins)}</plugins></build>"


# ── what resolves without a registry ──


def test_a_project_from_spring_initializr_resolves_from_the_image(resolver: Resolver) -> None:
    body = f"""<name>demo</name><url/><licenses><license/></licenses><scm><connection/></scm>
    <properties><java.version>17</java.version></properties>
    {
        dependencies(
            "org.springframework.boot:spring-boot-starter-data-jpa",
            "org.springframework.boot:spring-boot-starter-validation",
            "org.springframework.boot:spring-boot-starter-web",
            "org.springframework.boot:spring-boot-devtools::runtime",
            "com.h2database:h2::runtime",
            "org.projectlombok:lombok",
            "org.springframework.boot:spring-boot-starter-test::test",
        )
    }
    <build><plugins><plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-compiler-plugin</artifactId>
      <configuration><annotationProcessorPaths><path><groupId>org.projectlombok</groupId><artifactId>lombok</artifactId>
      </path></annotationProcessorPaths></configuration></plugin><plugin><groupId>org.springframework.boot</groupId>
      <artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>"""
    found = resolver.offline({"pom.xml": pom(body, parent=BOOT, path="")})
    assert names(found["classpath"]) >= {
        "spring-webmvc-6.2.12.jar",
        "tomcat-embed-core-10.1.48.jar",
        "hibernate-core-6.6.33.Final.jar",
        "jackson-databind-2.19.2.jar",
        "h2-2.3.232.jar",
        "lombok-1.18.42.jar",
    }
    assert found["release"] == "17"
    assert found["notes"] == []
    assert {"name": "org.springframework:spring-core", "version": "6.2.12"} in found["packages"]


def test_what_only_tests_need_is_on_their_class_path_alone(resolver: Resolver) -> None:
    found = resolver.offline({"pom.xml": pom(dependencies(GSON, *TESTS))})
    assert names(found["classpath"]) == {"gson-2.13.2.jar", "error_prone_annotations-2.41.0.jar"}
    assert names(found["test_classpath"]) > names(found["classpath"])
    # The launcher is what Maven's plugin for tests would add.
    assert {"junit-platform-launcher-1.12.2.jar", "mockito-core-5.17.0.jar"} <= names(found["test_classpath"])


@pytest.mark.parametrize(
    "wanted",
    [
        (
            "io.javalin:javalin:6.7.0",
            JACKSON,
            "org.slf4j:slf4j-simple:2.0.17",
        ),
        ("info.picocli:picocli:4.7.7", "com.google.guava:guava:33.5.0-jre", "org.apache.commons:commons-csv:1.14.1"),
        ("org.postgresql:postgresql:42.7.8", "com.zaxxer:HikariCP:6.3.3", "ch.qos.logback:logback-classic:1.5.20"),
        ("org.mapstruct:mapstruct:1.6.3", "org.projectlombok:lombok:1.18.42:provided"),
        ("org.junit.jupiter:junit-jupiter-api:5.14.4:test", "junit:junit:4.13.2:test"),
    ],
)
def test_the_common_libraries_resolve_from_the_image(resolver: Resolver, wanted: tuple[str, ...]) -> None:
    found = resolver.offline({"pom.xml": pom(dependencies(*wanted, *TESTS[1:]))})
    expected = {"-".join(each.split(":")[1:3]) + ".jar" for each in wanted}
    assert expected <= names(found["test_classpath"])


def test_a_bill_of_materials_says_the_versions(resolver: Resolver) -> None:
    bom = (
        "<dependencyManagement><dependencies><dependency><groupId>org.springframework.boot</groupId>"
        "<artifactId>spring-boot-dependencies</artifactId><version>3.5.7</version><type>pom</type><scope>import</scope>"
        "</dependency></dependencies></dependencyManagement>"
    )
    found = resolver.offline({"pom.xml": pom(bom + dependencies("org.springframework.boot:spring-boot-starter-web"))})
    assert "spring-webmvc-6.2.12.jar" in names(found["classpath"])


def test_a_range_is_filled_from_the_image(resolver: Resolver) -> None:
    found = resolver.offline({"pom.xml": pom(dependencies("com.google.code.gson:gson:[2.0,3.0)"))})
    assert "gson-2.13.2.jar" in names(found["classpath"])


def test_modules_share_properties_and_are_no_packages_of_one_another(resolver: Resolver) -> None:
    parent = f"""<packaging>pom</packaging><modules><module>core</module><module>apps/web</module></modules>
    <properties><gson.version>2.13.2</gson.version><maven.compiler.source>1.8</maven.compiler.source></properties>
    <dependencyManagement>{dependencies("org.slf4j:slf4j-api:2.0.17")}</dependencyManagement>"""
    found = resolver.offline(
        {
            "pom.xml": pom(parent, coordinates=ROOT),
            "core/pom.xml": pom(
                dependencies("com.google.code.gson:gson:${gson.version}"),
                coordinates="com.acme:core:1-SNAPSHOT",
                parent=ROOT,
            ),
            "apps/web/pom.xml": pom(
                dependencies("com.acme:core:${project.version}", "org.slf4j:slf4j-api"),
                coordinates="com.acme:web:1-SNAPSHOT",
                parent=ROOT,
                path="../..",
            ),
        }
    )
    assert names(found["classpath"]) == {
        "gson-2.13.2.jar",
        "error_prone_annotations-2.41.0.jar",
        "slf4j-api-2.0.17.jar",
    }
    assert [(module["path"], module["packaging"]) for module in found["modules"]] == [
        ("", "pom"),
        ("core", "jar"),
        ("apps/web", "jar"),
    ]
    assert found["modules"][1]["sources"] == "core/src/main/java"
    assert found["release"] == "8"


def test_modules_that_disagree_get_what_the_last_user_wants(resolver: Resolver) -> None:
    parent = "<packaging>pom</packaging><modules><module>core</module><module>web</module></modules>"
    found = resolver.offline(
        {
            "pom.xml": pom(parent, coordinates=ROOT),
            "core/pom.xml": pom(
                dependencies("org.junit.jupiter:junit-jupiter:5.14.4"),
                coordinates="com.acme:core:1-SNAPSHOT",
                parent=ROOT,
            ),
            "web/pom.xml": pom(
                dependencies("com.acme:core:1-SNAPSHOT", "org.junit.jupiter:junit-jupiter:5.12.2"),
                coordinates="com.acme:web:1-SNAPSHOT",
                parent=ROOT,
            ),
        }
    )
    assert "junit-jupiter-5.12.2.jar" in names(found["classpath"])
    assert (
        "core/pom.xml:6: all modules share one class path, so org.junit.jupiter:junit-jupiter is 5.12.2 here too, "
        "and not 5.14.4"
    ) in found["notes"]


def test_what_the_image_lacks_is_told_from_what_cannot_be(resolver: Resolver) -> None:
    for wanted in ("com.acme.nowhere:nothing:1.0", "com.google.guava:guava:99.0-jre", "com.google.guava:guava:[99,)"):
        assert resolver.offline({"pom.xml": pom(dependencies(wanted))}) == MISSING
    assert resolver.offline({"pom.xml": pom(parent="com.acme.nowhere:parent:1")}) == MISSING


# ── what is read, and not done ──


def test_a_plugin_that_would_do_something_is_named_and_not_run(resolver: Resolver) -> None:
    plugins = (
        plugin("org.codehaus.mojo:exec-maven-plugin", goal="exec"),
        plugin("org.apache.maven.plugins:maven-antrun-plugin", goal="run"),
        plugin("kr.motd.maven:os-maven-plugin", "<extensions>true</extensions>"),
        plugin(
            "org.apache.maven.plugins:maven-compiler-plugin",
            "<configuration><release>21</release><annotationProcessorPaths><path><groupId>com.acme</groupId>"
            "<artifactId>processor</artifactId><version>1</version></path></annotationProcessorPaths></configuration>",
        ),
    )
    extension = "<extension><groupId>a</groupId><artifactId>b</artifactId><version>1</version></extension>"
    found = resolver.offline({"pom.xml": pom(build(*plugins, body=f"<extensions>{extension}</extensions>"))})
    assert found["release"] == "21"
    assert found["notes"] == [
        "pom.xml: the plugin exec-maven-plugin is not run",
        "pom.xml: the plugin maven-antrun-plugin is not run",
        "pom.xml: the plugin os-maven-plugin is not loaded",
        "pom.xml: the build extension b is not loaded",
        "pom.xml: the annotation processor processor is not run",
    ]


def test_nothing_is_said_of_plugins_that_make_no_difference(resolver: Resolver) -> None:
    maven = "org.apache.maven.plugins"
    plugins = (
        *(plugin(f"{maven}:maven-{name}-plugin", goal="any") for name in ("surefire", "jar", "shade", "checkstyle")),
        plugin("org.jacoco:jacoco-maven-plugin", goal="prepare-agent"),
        plugin("org.codehaus.mojo:exec-maven-plugin"),
    )
    assert resolver.offline({"pom.xml": pom(build(*plugins))})["notes"] == []


def test_a_private_repository_is_not_asked_and_its_password_not_told(resolver: Resolver) -> None:
    address = "https://anna:secret@packages.acme.invalid/maven"
    repository = f"<repositories><repository><id>acme</id><url>{address}</url></repository></repositories>"
    found = resolver.offline({"pom.xml": pom(repository + dependencies(GSON))})
    note = "the repository acme (https://packages.acme.invalid/maven) is not asked; packages come from the configured"
    assert found["notes"] == [f"pom.xml: {note} registry alone"]


def test_settings_of_mavens_in_the_submission_say_nothing(resolver: Resolver) -> None:
    found = resolver.offline(
        {
            "pom.xml": pom(dependencies(GSON)),
            ".mvn/jvm.config": "-javaagent:evil.jar",
            ".mvn/maven.config": "-Dmaven.repo.local=/nowhere",
            ".mvn/extensions.xml": "<extensions><extension/></extensions>",
        }
    )
    assert "gson-2.13.2.jar" in names(found["classpath"])


def test_a_path_does_not_lead_out_of_the_submission(resolver: Resolver) -> None:
    outside = {"pom.xml": pom("<packaging>pom</packaging>", coordinates=ROOT)}
    child = {"pom.xml": pom(parent=ROOT, path="../outside/pom.xml")}
    assert resolver.offline(child, outside=outside) == MISSING
    modules = {"pom.xml": pom("<packaging>pom</packaging><modules><module>../outside</module></modules>")}
    assert resolver.offline(modules, outside=outside) == {"refused": "pom.xml: the module ../outside has no pom.xml."}
    folder = {"pom.xml": pom("<build><sourceDirectory>../outside</sourceDirectory></build>")}
    assert resolver.offline(folder)["modules"][0]["sources"] == "outside-of-the-submission"


def test_files_beside_the_poms_decide_nothing(resolver: Resolver) -> None:
    wanted = dependencies("com.acme.nowhere:nothing:1.0")
    active = "<activation><file><exists>${basedir}/Main.java</exists></file></activation>"
    profile = f"<profiles><profile><id>main</id>{active}{wanted}</profile></profiles>"
    assert resolver.offline({"pom.xml": pom(profile), "Main.java": "class Main {}"})["classpath"] == []
    other = {
        "pom.xml": pom("<packaging>pom</packaging><modules><module>other.xml</module></modules>"),
        "other.xml": pom(coordinates="com.acme:other:1"),
    }
    assert resolver.offline(other) == {"refused": "pom.xml: the module other.xml has no pom.xml."}


def test_entities_are_not_expanded(resolver: Resolver) -> None:
    doubled = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 12))
    for declared, used in ((f'<!ENTITY a0 "ha">{doubled}', "a11"), ('<!ENTITY a SYSTEM "file:///etc/passwd">', "a")):
        text = pom(f"<name>&{used};</name>").replace("\n", f"\n<!DOCTYPE project [{declared}]>\n", 1)
        refused = resolver.offline({"pom.xml": text})["refused"]
        assert refused == "pom.xml:2: <!DOCTYPE is not allowed, for no entity is expanded here; remove it"


def test_properties_that_multiply_end_in_words(resolver: Resolver) -> None:
    multiplied = "".join(f"<p{level}>{f'${{p{level - 1}}}' * 500}</p{level}>" for level in range(1, 5))
    body = f"<properties><p0>aaaaaaaaaaaaaaaa</p0>{multiplied}</properties><name>${{p4}}</name>"
    assert "memory" in resolver.offline({"pom.xml": pom(body)})["refused"]


def test_a_configuration_nested_without_end_ends_in_words(resolver: Resolver) -> None:
    nested = f"<configuration>{'<a>' * 200_000}{'</a>' * 200_000}</configuration>"
    body = build(plugin("org.apache.maven.plugins:maven-jar-plugin", nested))
    assert "memory" in resolver.offline({"pom.xml": pom(body)})["refused"]


# ── what is refused, with its place ──


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            pom(dependencies("com.google.guava:guava")),
            "pom.xml:5: 'dependencies.dependency.version' for com.google.guava",
        ),
        (
            pom(dependencies("a:b:${b.version}")),
            "pom.xml:5: 'dependencies.dependency.version' for a:b:jar must be a valid",
        ),
        (pom(dependencies("a:b:1:system")), "pom.xml:5: 'dependencies.dependency.systemPath' for a:b:jar is missing"),
        (
            pom(dependencies("a:b:1:system").replace("</scope>", "</scope><systemPath>/lib/b.jar</systemPath>")),
            "pom.xml:5: a:b has the scope system, a jar from a path. Name one that the package registry has.",
        ),
        (
            pom(dependencies("a:b:1").replace("</version>", "</version><type>war</type>")),
            "pom.xml:5: a:b is of type war, which no class path can hold. Name a jar.",
        ),
        (pom(dependencies("a:b:LATEST")), "pom.xml:5: a:b has the version LATEST, another one every day. Name one."),
        (pom("<dependencies>\n<dependency></dependencies>"), "pom.xml:5: end tag name </dependencies> must match"),
        (pom().encode() + b"\n<!-- \xff -->", "pom.xml:7: not valid UTF-8"),
        ("", "pom.xml: input contained no data"),
        (
            pom("<modules><module>gone</module></modules>"),
            "'packaging' with value 'jar' is invalid. Aggregator projects",
        ),
        (pom("<packaging>pom</packaging><modules><module>gone</module></modules>"), "the module gone has no pom.xml."),
    ],
)
def test_a_pom_that_cannot_be_is_refused_in_words(resolver: Resolver, text: str | bytes, words: str) -> None:
    assert words in resolver.offline({"pom.xml": text})["refused"]


def test_a_mistake_in_a_module_is_told_with_its_file(resolver: Resolver) -> None:
    parent = pom("<packaging>pom</packaging><modules><module>core</module></modules>", coordinates=ROOT)
    core = pom(dependencies("a:b"), coordinates="com.acme:core:1", parent=ROOT)
    assert resolver.offline({"pom.xml": parent, "core/pom.xml": core})["refused"].startswith("core/pom.xml:6: ")


# ── with a registry, on loopback ──


def test_what_was_fetched_is_found_without_the_registry(resolver: Resolver) -> None:
    registry = {
        **artifact(LIB, dependencies(GSON, "com.acme:part:2.0")),
        **artifact("com.acme:part:2.0"),
    }
    told = resolver.online({"pom.xml": pom(dependencies(LIB))}, registry)
    assert {"name": "com.acme:part", "version": "2.0"} in told["online"]["packages"]
    assert told["laid"] == sorted(registry)
    assert names(told["offline"]["classpath"]) >= {"lib-1.0.jar", "part-2.0.jar", "gson-2.13.2.jar"}
    # What the image has is not fetched again.
    assert not [path for path in told["asked"] if "gson" in path]


def test_a_dependency_that_does_not_exist_is_told_with_its_line(resolver: Resolver) -> None:
    wanted = {"pom.xml": pom(dependencies(GSON, "com.acme:nothing:1.0"))}
    words = "com.acme:nothing:1.0 is not in the package registry, nor is any other version of it."
    assert resolver.online(wanted, JUNIT)["online"] == {"not_resolved": f"pom.xml:6: {words}"}


def test_a_version_that_does_not_exist_is_told_with_those_that_do(resolver: Resolver) -> None:
    registry = {**artifact(LIB), **versions("com.acme:lib", "0.9", "1.0"), **JUNIT}
    told = resolver.online({"pom.xml": pom(dependencies("com.acme:lib:3.0"))}, registry)
    words = "com.acme:lib:3.0 is not in the package registry; the newest versions of it there are 1.0, 0.9."
    assert told["online"] == {"not_resolved": f"pom.xml:5: {words}"}
    told = resolver.online({"pom.xml": pom(dependencies("com.acme:lib:[3.0,4.0)"))}, registry)
    assert told["online"]["not_resolved"].startswith(
        "pom.xml:5: com.acme:lib:[3.0,4.0) is not in the package registry;"
    )


def test_a_dependency_of_a_dependency_is_told_with_its_way(resolver: Resolver) -> None:
    registry = artifact(LIB, dependencies("com.acme:gone:2.0"))
    told = resolver.online({"pom.xml": pom(dependencies(LIB))}, registry)
    assert told["online"]["not_resolved"].startswith(
        "pom.xml:5, through com.acme:lib:1.0: com.acme:gone:2.0 is not in the package registry"
    )


def test_a_parent_that_does_not_exist_is_told_with_its_line(resolver: Resolver) -> None:
    told = resolver.online({"pom.xml": pom(parent="com.acme:parent:7")}, JUNIT)
    assert told["online"]["not_resolved"].startswith("pom.xml:4: com.acme:parent:pom:7 is not in the package registry")


def test_a_jar_without_a_pom_is_had_all_the_same(resolver: Resolver) -> None:
    registry = {path: content for path, content in artifact(LIB).items() if path.endswith(".jar")}
    told = resolver.online({"pom.xml": pom(dependencies(LIB))}, registry | JUNIT)
    assert names(told["offline"]["classpath"]) == {"lib-1.0.jar"}


@pytest.mark.parametrize("statuses", [{"*": 503}, {"*": 404}, {"*": 403}, {"*": 429}])
def test_a_registry_that_is_not_well_is_our_trouble(resolver: Resolver, statuses: dict[str, int]) -> None:
    told = resolver.online({"pom.xml": pom(dependencies(LIB))}, artifact(LIB), statuses=statuses)
    assert "The registry http://127.0.0.1:" in told["online"]["unreachable"]


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/maven2", "http://registry.invalid/maven2"])
def test_a_registry_that_is_not_there_is_our_trouble(resolver: Resolver, address: str) -> None:
    told = resolver.online({"pom.xml": pom(dependencies(LIB))}, {}, address=address)
    assert told["online"]["unreachable"].startswith(f"The registry {address} cannot be used: ")


def test_a_file_that_is_not_what_its_checksum_says_is_our_trouble(resolver: Resolver) -> None:
    registry = artifact(LIB) | {"com/acme/lib/1.0/lib-1.0.jar.sha1": b"0" * 40}
    told = resolver.online({"pom.xml": pom(dependencies(LIB))}, registry)
    assert "hecksum" in told["online"]["unreachable"]


def test_a_package_that_the_registry_keeps_back_is_refused_by_name(resolver: Resolver) -> None:
    registry = artifact(LIB) | artifact("com.acme:secret:1.0")
    kept = dict.fromkeys(["com/acme/secret/1.0/secret-1.0.jar"], 403)
    wanted = {"pom.xml": pom(dependencies(LIB, "com.acme:secret:1.0"))}
    told = resolver.online(wanted, registry, statuses=kept)
    assert told["online"] == {"not_resolved": "pom.xml:6: com.acme:secret:1.0 is refused by the package registry."}


def test_all_requests_go_through_the_proxy(resolver: Resolver) -> None:
    told = resolver.online(
        {"pom.xml": pom(dependencies(LIB))},
        artifact(LIB),
        address="http://registry.invalid/maven2",
        proxy="HERE",
    )
    assert told["online"]["packages"] == [{"name": "com.acme:lib", "version": "1.0"}]


def test_a_registry_may_want_a_password_which_is_told_nobody(resolver: Resolver) -> None:
    address = "http://anna:secret@registry.invalid/maven2"
    wanted = {"pom.xml": pom(dependencies(LIB))}
    statuses = {"login": 401}
    told = resolver.online(wanted, artifact(LIB), statuses=statuses, address=address, proxy="HERE")
    assert told["online"]["packages"] == [{"name": "com.acme:lib", "version": "1.0"}]
    assert "Basic YW5uYTpzZWNyZXQ=" in told["logins"]
    told = resolver.online(wanted, {}, statuses={"*": 401}, address=address, proxy="HERE")
    assert told["online"]["unreachable"].startswith("The registry http://registry.invalid/maven2 cannot be used: ")


def test_a_companys_own_authority_is_believed_where_it_is_named(resolver: Resolver) -> None:
    server = """
        import com.sun.net.httpserver.*; import java.io.*; import java.net.*; import java.security.*;
        import javax.net.ssl.*;
        public class Server {
            public static void main(String[] arguments) throws Exception {
                KeyStore keys = KeyStore.getInstance(new File("key.p12"), "secret".toCharArray());
                KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
                managers.init(keys, "secret".toCharArray());
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(managers.getKeyManagers(), null, null);
                HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
                server.setHttpsConfigurator(new HttpsConfigurator(context));
                server.createContext("/", exchange -> { exchange.sendResponseHeaders(200, -1); exchange.close(); });
                server.start();
                System.out.println(server.getAddress().getPort());
            }
        }"""
    # Every file is empty there; a jar may be, and is had without a pom that could be read.
    told = resolver.online({"pom.xml": pom(dependencies(LIB))}, {}, server=server)
    assert told["named"]["packages"] == [{"name": "com.acme:lib", "version": "1.0"}]
    assert "certification path" in told["not named"]["unreachable"]


def test_a_repository_of_the_submissions_own_is_never_asked(resolver: Resolver) -> None:
    repository = (
        "<repositories><repository><id>acme</id><url>http://registry.invalid/own</url></repository></repositories>"
    )
    lib = artifact(LIB, repository + dependencies("com.acme:part:2.0"))
    wanted = {"pom.xml": pom(repository + dependencies(LIB))}
    told = resolver.online(wanted, lib | JUNIT, address="http://registry.invalid/maven2", proxy="HERE")
    words = told["online"]["not_resolved"]
    assert "com.acme:part:2.0 is not in the package registry" in words
    assert "pom.xml: the repository acme (http://registry.invalid/own) is not asked;" in words
    assert not [path for path in told["asked"] if path.startswith("/own")]
