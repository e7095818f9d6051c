package io.amparo.local.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Extracts the applications of a built repository into a home and builds the commands that start them. */
final class Layouts {
    private static final String LAUNCHER = "infra/local/launcher/target/amparo-local-launcher-0.1.0-SNAPSHOT-exec.jar";
    private static final String IDENTITY = "infra/local/identity/target/amparo-local-identity-0.1.0-SNAPSHOT.jar";

    private final Path repository;
    private final Home home;
    private final List<String> wanted;
    private @Nullable FastStart fastStart;

    /** @param wanted additional JVM flags for each process; they override its own flags */
    Layouts(Path repository, Home home, List<String> wanted) {
        this.repository = repository;
        this.home = home;
        this.wanted = wanted;
    }

    boolean has(Service service) {
        return Files.exists(service.jar(repository));
    }

    List<String> command(Service service) {
        return command(service, fastStart().flags(layOut(service)));
    }

    List<String> command(Service service, List<String> flags) {
        var application = layOut(service);
        return Jvm.command(service.heap(), and(flags), fastStart().classPath(application), application.main());
    }

    List<String> identityCommand() {
        var application = Layout.of(repository.resolve(IDENTITY), "identity", home);
        return Jvm.command("96m", wanted, application.jar().toString(), application.main());
    }

    /** Returns the command of a backend or of the mail process, whose classes are part of the launcher. */
    List<String> launcherCommand(String heap, List<String> properties, String main, String... arguments) {
        var application = Layout.of(repository.resolve(LAUNCHER), "launcher", home);
        return Jvm.command(heap, and(properties), application.jar().toString(), main, arguments);
    }

    private List<String> and(List<String> flags) {
        return Stream.concat(flags.stream(), wanted.stream()).toList();
    }

    /**
     * Returns the archive of all services except the gateway. The gateway uses neither Kafka nor MongoDB and would reduce the
     * common libraries.
     */
    FastStart fastStart() {
        if (fastStart == null) {
            var alike = Arrays.stream(Service.values()).filter(service -> service != Service.GATEWAY).filter(this::has)
                    .map(this::layOut).toList();
            fastStart = FastStart.of(alike, home);
        }
        return fastStart;
    }

    private Application layOut(Service service) {
        return Layout.of(service.jar(repository), service.folder(), home);
    }
}
