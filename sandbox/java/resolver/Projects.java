package grader.resolver;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.model.Model;
import org.apache.maven.model.Parent;
import org.apache.maven.model.Profile;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.model.building.ModelProblem;
import org.apache.maven.model.building.ModelSource2;
import org.apache.maven.model.resolution.UnresolvableModelException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;

/** Reads the poms of a submission, from the one at its top down through their modules. */
final class Projects {
    private static final int MAX_MODULES = 200;
    private static final int MAX_PROBLEMS = 5;

    private final Path root;
    private final Library library;
    private final Map<String, PomFile> own = new HashMap<>();
    private final Map<Path, Project> projects = new LinkedHashMap<>();

    private Projects(Path root, Library library) {
        this.root = root;
        this.library = library;
    }

    static List<Project> read(Path folder, Library library) throws Ending {
        Projects reading = new Projects(folder.toAbsolutePath().normalize(), library);
        File pom = reading.root.resolve("pom.xml").toFile();
        if (!pom.isFile()) {
            throw Ending.notResolved("There is no pom.xml at the top of the submission.");
        }
        reading.getToKnow(pom);
        reading.read(pom);
        return List.copyOf(reading.projects.values());
    }

    /** Learn which artifacts are the submission's own, before any pom is built on another. */
    private void getToKnow(File pom) {
        PomFile source = new PomFile(pom, root);
        try (InputStream input = source.getInputStream()) {
            Model raw = new PomReader().read(input, Map.of("strict", false));
            Parent parent = raw.getParent() == null ? new Parent() : raw.getParent();
            String group = raw.getGroupId() == null ? parent.getGroupId() : raw.getGroupId();
            String version = raw.getVersion() == null ? parent.getVersion() : raw.getVersion();
            String key = Parents.key(group, raw.getArtifactId(), version);
            if (own.size() >= MAX_MODULES || own.putIfAbsent(key, source) != null) {
                return;
            }
            Stream<String> inProfiles = raw.getProfiles().stream().map(Profile::getModules).flatMap(List::stream);
            for (String module : Stream.concat(raw.getModules().stream(), inProfiles).toList()) {
                ModelSource2 found = source.getRelatedSource(module);
                if (found != null) {
                    getToKnow(((PomFile) found).getFile());
                }
            }
        } catch (IOException e) {
            // Said with its line when the pom is built.
        }
    }

    private void read(File pom) throws Ending {
        PomFile source = new PomFile(pom, root);
        Model model = built(source);
        Path folder = pom.toPath().getParent();
        Project project = new Project(root.relativize(folder).toString(), model);
        projects.put(folder, project);
        if (projects.size() > MAX_MODULES) {
            throw Ending.notResolved("pom.xml: more than " + MAX_MODULES + " modules.");
        }
        library.workspace().add(model);
        for (String module : model.getModules()) {
            if (!(source.getRelatedSource(module) instanceof PomFile found)) {
                throw Ending.notResolved(project.pom() + ": the module " + module + " has no pom.xml.");
            }
            if (!projects.containsKey(found.getFile().toPath().getParent())) {
                read(found.getFile());
            }
        }
    }

    private Model built(PomFile source) throws Ending {
        ModelBuildingRequest request = new DefaultModelBuildingRequest()
                .setPomFile(source.getFile())
                .setModelSource(source)
                .setModelResolver(new Parents(library, own))
                .setModelCache(library.cache())
                .setProcessPlugins(false)
                .setLocationTracking(true)
                .setSystemProperties(properties(library.session().getSystemProperties()));
        try {
            return library.builder().build(request).getEffectiveModel();
        } catch (ModelBuildingException e) {
            throw Blame.ending(library, problems(e), e);
        }
    }

    private static Properties properties(Map<String, String> from) {
        Properties properties = new Properties();
        properties.putAll(from);
        return properties;
    }

    private String problems(ModelBuildingException failure) {
        List<ModelProblem> grave = failure.getProblems().stream()
                .filter(problem -> problem.getSeverity() != ModelProblem.Severity.WARNING)
                .toList();
        String words = grave.stream().limit(MAX_PROBLEMS).map(this::words).collect(Collectors.joining("\n"));
        return grave.size() <= MAX_PROBLEMS ? words : words + "\n… and " + (grave.size() - MAX_PROBLEMS) + " more.";
    }

    private String words(ModelProblem problem) {
        String place = place(problem);
        if (library.online() && problem.getException() instanceof UnresolvableModelException e) {
            Artifact pom = new DefaultArtifact(e.getGroupId(), e.getArtifactId(), "pom", e.getVersion());
            return place + ": " + Blame.absent(library, pom);
        }
        // The place is said already, and the parser's own position is a picture of the text.
        String words = shown(problem.getMessage())
                .replaceFirst("^Non-(parse|read)able POM \\S+: ", "")
                .replaceFirst(" \\(position: .*", "");
        return place + ": " + words;
    }

    private String place(ModelProblem problem) {
        String source = shown(problem.getSource());
        int opening = source.indexOf('(');
        // "group:artifact:version (path)" where the pom could be read, the path alone where it could not.
        String file = opening < 0 ? source : source.substring(opening + 1).replaceFirst("\\)$", "");
        return problem.getLineNumber() > 0 ? file + ":" + problem.getLineNumber() : file;
    }

    private String shown(String words) {
        return words.replace(root + File.separator, "").replaceAll("\\s+", " ");
    }
}
