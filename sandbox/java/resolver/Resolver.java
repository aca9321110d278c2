package grader.resolver;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the pom.xml files of a submission as data, finds the jars that they ask for, and prints one JSON object. No
 * plugin, no extension and nothing else of theirs is ever loaded; only {@code online=true} opens a connection.
 */
public final class Resolver {
    private Resolver() {}

    public static void main(String[] arguments) {
        PrintStream output = System.out;
        // Whatever a library prints must not stand before the answer.
        System.setOut(System.err);
        Options options = Options.read(arguments);
        Thread clock = new Thread(() -> stopLate(options, output));
        clock.setDaemon(true);
        clock.start();
        end(answer(options), output);
    }

    /** The first answer counts: this does not return. */
    private static synchronized void end(Map<String, Object> answer, PrintStream output) {
        output.println(Json.written(answer));
        output.flush();
        Runtime.getRuntime().halt(0);
    }

    private static void stopLate(Options options, PrintStream output) {
        try {
            Thread.sleep(options.seconds() * 1000L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String late = "Resolving pom.xml did not end within " + options.seconds() + " s.";
        end(late(options) ? Ending.unreachable(late).answer() : Ending.notResolved(late).answer(), output);
    }

    private static boolean late(Options options) {
        try {
            return options.online() && !new Library(options).registryAnswers();
        } catch (Exception e) {
            return true;
        }
    }

    private static Map<String, Object> answer(Options options) {
        try {
            if (options.projects().isEmpty()) {
                return Map.of("registry", Library.maven().toString());
            }
            return resolved(options);
        } catch (Ending ending) {
            return ending.answer();
        } catch (OutOfMemoryError | StackOverflowError e) {
            return Ending.notResolved("pom.xml: what it expands to takes more memory than there is.").answer();
        } catch (Exception e) {
            e.printStackTrace();
            return Ending.notResolved("pom.xml: cannot be resolved: " + e).answer();
        }
    }

    private static Map<String, Object> resolved(Options options) throws Exception {
        if (!options.authorities().isEmpty()) {
            Authorities.trust(Path.of(options.authorities()));
        }
        Library library = new Library(options);
        if (options.everything()) {
            return everything(options, library);
        }
        Path root = options.projects().get(0).toAbsolutePath().normalize();
        List<Project> projects = Projects.read(root, library);
        ClassPaths paths = paths(root, projects, library);
        library.settle();
        copy(paths.classPath(), options.copies());
        List<String> notes = new ArrayList<>(Notes.about(projects));
        notes.addAll(paths.notes());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("classpath", paths.classPath());
        answer.put("test_classpath", paths.testClassPath());
        answer.put("release", Compiler.release(projects));
        answer.put("modules", projects.stream().map(project -> project.described(root)).toList());
        answer.put("packages", packages(paths.packages()));
        answer.put("notes", notes);
        return answer;
    }

    private static ClassPaths paths(Path root, List<Project> projects, Library library) throws Ending {
        try {
            return ClassPaths.of(root, projects, library);
        } catch (Ending ending) {
            // It may well be there.
            throw library.online() ? ending.explained(Notes.repositories(projects)) : ending;
        }
    }

    private static List<Map<String, String>> packages(Map<String, String> versions) {
        List<Map<String, String>> packages = new ArrayList<>();
        versions.forEach((name, version) -> {
            Map<String, String> described = new LinkedHashMap<>();
            described.put("name", name);
            described.put("version", version);
            packages.add(described);
        });
        return packages;
    }

    private static Map<String, Object> everything(Options options, Library library) throws Exception {
        List<String> fetched = new ArrayList<>();
        for (Path project : options.projects()) {
            fetched.addAll(Everything.fetch(Projects.read(project, library), library));
        }
        return Map.of("fetched", fetched.stream().sorted().distinct().toList());
    }

    private static void copy(List<String> jars, String folder) throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        Files.createDirectories(Path.of(folder));
        for (String jar : jars) {
            // group/artifact/version/artifact-version.jar
            String artifact = Path.of(jar).getParent().getParent().getFileName().toString();
            Files.copy(Path.of(jar), Path.of(folder, artifact + ".jar"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
