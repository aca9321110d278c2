package grader.resolver;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.model.building.DefaultModelBuilder;
import org.apache.maven.model.building.ModelBuilder;
import org.apache.maven.model.building.ModelCache;
import org.apache.maven.repository.internal.DefaultModelCacheFactory;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.eclipse.aether.DefaultRepositoryCache;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.connector.basic.BasicRepositoryConnectorFactory;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.impl.DefaultServiceLocator;
import org.eclipse.aether.repository.LocalArtifactRequest;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.LocalRepositoryManager;
import org.eclipse.aether.repository.NoLocalRepositoryManagerException;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.resolution.VersionRangeResult;
import org.eclipse.aether.spi.connector.RepositoryConnectorFactory;
import org.eclipse.aether.spi.connector.transport.PeekTask;
import org.eclipse.aether.spi.connector.transport.Transporter;
import org.eclipse.aether.spi.connector.transport.TransporterFactory;
import org.eclipse.aether.spi.connector.transport.TransporterProvider;
import org.eclipse.aether.transport.http.HttpTransporterFactory;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.ChainedLocalRepositoryManager;

/** Maven's resolver library over the local repositories of the image and, where one may be asked, a registry. */
@SuppressWarnings("deprecation") // The locator is how Debian's version of the library is put together by hand.
final class Library {
    /** Something that every registry for Maven has had since long before this program. */
    private static final URI ALWAYS_THERE = URI.create("junit/junit/4.13.2/junit-4.13.2.pom");

    private static final int DOWNLOADS = 16;

    private final Failures failures = new Failures();
    private final DefaultServiceLocator locator = MavenRepositorySystemUtils.newServiceLocator();
    private final DefaultRepositorySystemSession session = MavenRepositorySystemUtils.newSession();
    private final DefaultModelBuilder builder = new PomReader.Factory().newInstance();
    private final RepositorySystem system;
    private final List<RemoteRepository> registries;
    private final Path nowhere;

    Library(Options options) throws NoLocalRepositoryManagerException {
        locator.setServices(ModelBuilder.class, builder);
        locator.addService(RepositoryConnectorFactory.class, BasicRepositoryConnectorFactory.class);
        locator.addService(TransporterFactory.class, HttpTransporterFactory.class);
        system = locator.getService(RepositorySystem.class);
        session.setRepositoryListener(failures);
        session.setCache(new DefaultRepositoryCache());
        session.setIgnoreArtifactDescriptorRepositories(true);
        session.setSystemProperties(machine());
        session.setConfigProperty("aether.connector.connectTimeout", 10_000);
        session.setConfigProperty("aether.connector.requestTimeout", 30_000);
        session.setConfigProperty("aether.connector.http.retryHandler.count", 2);
        session.setConfigProperty("aether.connector.http.retryHandler.interval", 500);
        session.setConfigProperty("aether.connector.basic.threads", DOWNLOADS);
        session.setConfigProperty("aether.dependencyCollector.bf.threads", DOWNLOADS);
        session.setLocalRepositoryManager(chain(options.repositories()));
        session.setWorkspaceReader(new Workspace(options.online() ? List.of() : options.repositories()));
        nowhere = options.repositories().get(0).resolve("nowhere.txt");
        registries = options.online() ? List.of(registry(options)) : List.of();
        if (options.everything()) {
            // It is what drops the versions that lose.
            session.setDependencyGraphTransformer(null);
        }
    }

    /** Everything of this machine that a pom can ask about. */
    private static Properties machine() {
        Properties properties = new Properties();
        for (String name : List.of(
                "java.version", "java.specification.version", "java.vendor", "os.name", "os.arch", "os.version")) {
            properties.setProperty(name, System.getProperty(name));
        }
        return properties;
    }

    private LocalRepositoryManager chain(List<Path> repositories) throws NoLocalRepositoryManagerException {
        List<LocalRepositoryManager> managers = new ArrayList<>();
        for (Path repository : repositories) {
            // "simple": whatever file is there counts, whoever put it there.
            managers.add(system.newLocalRepositoryManager(session, new LocalRepository(repository.toFile(), "simple")));
        }
        return new ChainedLocalRepositoryManager(managers.get(0), managers.subList(1, managers.size()), false);
    }

    private RemoteRepository registry(Options options) {
        URI address = URI.create(options.registry().isEmpty() ? maven().toString() : options.registry());
        RemoteRepository.Builder registry =
                new RemoteRepository.Builder("registry", "default", withoutUser(address).toString());
        registry.setSnapshotPolicy(new RepositoryPolicy(false, null, null));
        // TLS says as much as a checksum of the same server's, without a second request for every file.
        String checksums = "https".equals(address.getScheme())
                ? RepositoryPolicy.CHECKSUM_POLICY_IGNORE
                : RepositoryPolicy.CHECKSUM_POLICY_FAIL;
        registry.setReleasePolicy(new RepositoryPolicy(true, RepositoryPolicy.UPDATE_POLICY_ALWAYS, checksums));
        if (address.getUserInfo() != null) {
            registry.setAuthentication(login(address.getUserInfo()).build());
        }
        if (!options.proxy().isEmpty() && !direct(address.getHost(), options.direct())) {
            URI proxy = URI.create(options.proxy());
            registry.setProxy(new Proxy(
                    Proxy.TYPE_HTTP,
                    proxy.getHost(),
                    proxy.getPort() < 0 ? 80 : proxy.getPort(),
                    proxy.getUserInfo() == null ? null : login(proxy.getUserInfo()).build()));
        }
        return registry.build();
    }

    private static boolean direct(String host, String exceptions) {
        return Stream.of(exceptions.split("[\\s,]+"))
                .map(exception -> exception.replaceFirst("^\\*?\\.", ""))
                .anyMatch(exception -> !exception.isEmpty() && ("." + host).endsWith("." + exception));
    }

    private static AuthenticationBuilder login(String user) {
        int colon = user.indexOf(':');
        AuthenticationBuilder login = new AuthenticationBuilder();
        return colon < 0
                ? login.addUsername(user)
                : login.addUsername(user.substring(0, colon)).addPassword(user.substring(colon + 1));
    }

    /** An address that may be shown. */
    static URI withoutUser(URI address) {
        return address.getRawUserInfo() == null
                ? address
                : URI.create(address.toString().replace(address.getRawUserInfo() + "@", ""));
    }

    /** The registry that Maven asks where nobody names one: the super POM's, and so not in our words. */
    static URI maven() {
        return URI.create(new PomReader.Factory().superPom().getRepositories().get(0).getUrl());
    }

    ModelBuilder builder() {
        return builder;
    }

    ModelCache cache() {
        return new DefaultModelCacheFactory().createCache(session);
    }

    DefaultRepositorySystemSession session() {
        return session;
    }

    Failures failures() {
        return failures;
    }

    Workspace workspace() {
        return (Workspace) session.getWorkspaceReader();
    }

    File pom(String group, String artifact, String version) throws ArtifactResolutionException {
        Artifact pom = new DefaultArtifact(group, artifact, "pom", version);
        return system.resolveArtifact(session, new ArtifactRequest(pom, registries, null)).getArtifact().getFile();
    }

    DependencyNode collect(CollectRequest request) throws DependencyCollectionException {
        request.setRepositories(registries);
        if (online()) {
            // Looks into many poms at once, but not into all: what it skips, the other one still fetches, and so finds
            // it again where there is no registry.
            collect(request, "bf");
        }
        return collect(request, "df");
    }

    private DependencyNode collect(CollectRequest request, String collector) throws DependencyCollectionException {
        session.setConfigProperty("aether.dependencyCollector.impl", collector);
        return system.collectDependencies(session, request).getRoot();
    }

    List<Artifact> files(List<Artifact> artifacts) throws ArtifactResolutionException {
        List<ArtifactRequest> requests = artifacts.stream()
                .map(artifact -> new ArtifactRequest(artifact, registries, null))
                .toList();
        return system.resolveArtifacts(session, requests).stream().map(ArtifactResult::getArtifact).toList();
    }

    /** Whether a file is here already; asks nobody. */
    boolean has(Artifact artifact) {
        LocalArtifactRequest request = new LocalArtifactRequest(artifact, registries, null);
        return session.getLocalRepositoryManager().find(session, request).isAvailable();
    }

    VersionRangeResult versions(String group, String artifact, String range) throws VersionRangeResolutionException {
        Artifact wanted = new DefaultArtifact(group, artifact, "pom", range);
        return system.resolveVersionRange(session, new VersionRangeRequest(wanted, registries, null));
    }

    /** Whether the registry gives what any registry has. */
    boolean registryAnswers() {
        try (Transporter transporter =
                locator.getService(TransporterProvider.class).newTransporter(session, registries.get(0))) {
            transporter.peek(new PeekTask(ALWAYS_THERE));
            return true;
        } catch (Exception e) {
            return false;
        }
    }

    boolean online() {
        return !registries.isEmpty();
    }

    String registryName() {
        return registries.get(0).getUrl();
    }

    /** What a registry was asked for when the first repository was filled, and did not have. */
    Set<String> nowhere() {
        try {
            return Files.exists(nowhere) ? Set.copyOf(Files.readAllLines(nowhere)) : Set.of();
        } catch (IOException e) {
            return Set.of();
        }
    }

    /**
     * Agree on what could not be had although all jars could: Maven lets a jar be without a pom. With a registry, it is
     * written down for those that come without; without one, it is missing unless it was.
     */
    void settle() throws Ending, IOException {
        if (online() && !failures.absent().isEmpty()) {
            Files.write(nowhere, failures.absent());
        } else if (!online() && !Blame.lacking(this, null).isEmpty()) {
            throw Ending.missing(Blame.lacking(this, null));
        }
    }
}
