package io.amparo.local.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Extracts the applications of a built repository into a home and builds the commands that start them. */
final class ApplicationCommands {
    private static final String LAUNCHER = "infra/local/launcher/target/amparo-local-launcher-0.1.0-SNAPSHOT-exec.jar";
    private static final String IDENTITY = "infra/local/identity/target/amparo-local-identity-0.1.0-SNAPSHOT.jar";

    private final Path repository;
    private final Home home;
    private final List<String> extraFlags;
    private @Nullable SharedClassArchive sharedClassArchive;

    /** @param extraFlags additional JVM flags for each process; they override its own flags */
    ApplicationCommands(Path repository, Home home, List<String> extraFlags) {
        this.repository = repository;
        this.home = home;
        this.extraFlags = extraFlags;
    }

    boolean isBuilt(Service service) {
        return Files.exists(service.jar(repository));
    }

    List<String> command(Service service) {
        return command(service, sharedClassArchive().jvmFlags(extract(service)));
    }

    List<String> command(Service service, List<String> flags) {
        var application = extract(service);
        return Jvm.command(service.heap(), withExtraFlags(flags), sharedClassArchive().classPath(application),
                application.mainClass());
    }

    List<String> identityCommand() {
        var application = ExtractedJar.of(repository.resolve(IDENTITY), "identity", home);
        return Jvm.command(96, extraFlags, application.jar().toString(), application.mainClass());
    }

    /** Returns the command of a backend, with its AOT cache if that exists. */
    List<String> backendCommand(int heap, List<String> flags, String main, String... arguments) {
        var application = ExtractedJar.of(repository.resolve(LAUNCHER), "launcher", home);
        return AotCache.of(Jvm.command(heap, withExtraFlags(flags), application.backendClassPath(), main, arguments), home)
                .commandWithCache();
    }

    /** Returns the command of a process whose classes are part of the launcher. */
    List<String> launcherCommand(int heap, List<String> properties, String main, String... arguments) {
        var application = ExtractedJar.of(repository.resolve(LAUNCHER), "launcher", home);
        return Jvm.command(heap, withExtraFlags(properties), application.jar().toString(), main, arguments);
    }

    List<String> supervisorCommand() {
        return Jvm.supervisorCommand(ExtractedJar.of(repository.resolve(LAUNCHER), "launcher", home).jar().toString(),
                home.dir().toString());
    }

    private List<String> withExtraFlags(List<String> flags) {
        return Stream.concat(flags.stream(), extraFlags.stream()).toList();
    }

    /**
     * Returns the archive of all services except the gateway. The gateway uses neither Kafka nor MongoDB and would reduce the
     * common libraries.
     */
    SharedClassArchive sharedClassArchive() {
        if (sharedClassArchive == null) {
            var applications = Arrays.stream(Service.values()).filter(service -> service != Service.GATEWAY).filter(this::isBuilt)
                    .map(this::extract).toList();
            sharedClassArchive = SharedClassArchive.of(applications, home);
        }
        return sharedClassArchive;
    }

    private Application extract(Service service) {
        return ExtractedJar.of(service.jar(repository), service.folder(), home);
    }
}
