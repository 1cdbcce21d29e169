package io.quarkiverse.ws4redis.it.codestart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.quarkiverse.ws4redis.it.Pom;

/**
 * A local Maven repository that is the user's own, but for this project: of that it has what this build has packaged, installed or
 * not. The rest is symbolic links, so nothing is copied or downloaded twice.
 */
final class ReactorRepository {

    private static final Path ROOT = Path.of("..");
    private static final List<String> OURS = List.of("io", "quarkiverse", "ws4redis");

    private final Path folder;

    private ReactorRepository(Path folder) {
        this.folder = folder;
    }

    /** {@return the repository's folder, brought up to date} */
    static Path create(Path folder) {
        ReactorRepository repository = new ReactorRepository(folder.toAbsolutePath());
        try {
            repository.link(usersOwn(), repository.folder, OURS);
            repository.add(".");
            for (String module : List.of("redis-process", "testing", "runtime", "runtime-dev", "deployment")) {
                repository.add(module);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return repository.folder;
    }

    private static Path usersOwn() {
        String ofSurefire = System.getProperty("localRepository",
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString());
        return Path.of(System.getProperty("maven.repo.local", ofSurefire)).toAbsolutePath();
    }

    /** Links to all that is in a folder, except for the first of the given names, which becomes a folder of the same kind. */
    private void link(Path from, Path to, List<String> except) throws IOException {
        Files.createDirectories(to);
        if (except.isEmpty()) {
            return;
        }
        if (Files.isDirectory(from)) {
            try (Stream<Path> children = Files.list(from)) {
                for (Path child : children.filter(child -> !child.endsWith(except.get(0))).toList()) {
                    Path link = to.resolve(child.getFileName());
                    if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                        Files.createSymbolicLink(link, child);
                    }
                }
            }
        }
        link(from.resolve(except.get(0)), to.resolve(except.get(0)), except.subList(1, except.size()));
    }

    private void add(String module) throws IOException {
        Path from = ROOT.resolve(module);
        String artifact = Pom.artifact(module);
        Path to = Files.createDirectories(folder.resolve(String.join("/", OURS)).resolve(artifact).resolve(Pom.version()));
        String name = artifact + "-" + Pom.version();
        copy(from.resolve("pom.xml"), to.resolve(name + ".pom"));
        for (String jar : List.of(name + ".jar", name + "-codestarts.jar")) {
            copy(from.resolve("target").resolve(jar), to.resolve(jar));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.deleteIfExists(to);
        if (Files.exists(from)) {
            Files.copy(from, to);
        }
    }
}
