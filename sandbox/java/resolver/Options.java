package grader.resolver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the command line says.
 *
 * @param projects folders with a pom.xml
 * @param repositories local repositories, looked into in this order; the first takes what is fetched
 * @param online whether a registry is asked for what they lack
 * @param registry its address; empty for the one that Maven itself would ask
 * @param proxy address of an HTTP proxy, or empty
 * @param direct hosts, and domains of hosts, that are reached without it, with commas between them
 * @param authorities a PEM file of further certificate authorities, or empty
 * @param everything fetch every version that any pom names, not only those that win
 * @param copies where the class path's jars are copied to under their plain names, or empty
 * @param seconds how long all of it may take
 */
record Options(
        List<Path> projects,
        List<Path> repositories,
        boolean online,
        String registry,
        String proxy,
        String direct,
        String authorities,
        boolean everything,
        String copies,
        int seconds) {

    static Options read(String... arguments) {
        List<Path> projects = new ArrayList<>();
        List<Path> repositories = new ArrayList<>();
        boolean online = false;
        boolean everything = false;
        String registry = "";
        String proxy = "";
        String direct = "";
        String authorities = "";
        String copies = "";
        int seconds = 60;
        for (String argument : arguments) {
            String name = argument.substring(0, argument.indexOf('=') + 1);
            String value = argument.substring(name.length());
            switch (name) {
                case "project=" -> projects.add(Path.of(value));
                case "repository=" -> repositories.add(Path.of(value));
                case "online=" -> online = Boolean.parseBoolean(value);
                case "everything=" -> everything = Boolean.parseBoolean(value);
                case "registry=" -> registry = value;
                case "proxy=" -> proxy = value;
                case "direct=" -> direct = value;
                case "authorities=" -> authorities = value;
                case "copies=" -> copies = value;
                case "seconds=" -> seconds = Integer.parseInt(value);
                default -> throw new IllegalArgumentException("unknown argument " + argument);
            }
        }
        return new Options(
                projects, repositories, online, registry, proxy, direct, authorities, everything, copies, seconds);
    }
}
