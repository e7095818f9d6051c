package io.amparo.local.suite;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Class data sharing (CDS) archive of the third-party classes that all services use (Spring, Kafka, MongoDB). The classes are
 * parsed and linked once instead of in every process at every start. A JVM uses the archive only if its class path begins with
 * the libraries of the archive; {@link #classPath} therefore puts them first.
 */
final class FastStart {
    private final List<Path> common;
    private final Path archive;

    private FastStart(List<Path> common, Path archive) {
        this.common = common;
        this.archive = archive;
    }

    static FastStart of(List<Application> applications, Home home) {
        var common = new LinkedHashSet<>(applications.isEmpty() ? List.<Path>of() : applications.getFirst().foreignLibraries());
        applications.forEach(application -> common.retainAll(application.foreignLibraries()));
        return new FastStart(List.copyOf(common), home.dir().resolve("start").resolve(fingerprint(List.copyOf(common)) + ".jsa"));
    }

    /**
     * Returns the path of the archive, which may not exist yet. The file name depends on the libraries, the JVM version and the
     * JVM flags.
     */
    Path archive() {
        return archive;
    }

    boolean prepared() {
        return Files.exists(archive);
    }

    List<String> flags(Application application) {
        return prepared() && fits(application) ? List.of("-XX:SharedArchiveFile=" + archive) : List.of();
    }

    String commonClassPath() {
        return joined(common.stream());
    }

    String classPath(Application application) {
        if (!fits(application)) {
            return application.jar().toString();
        }
        var rest = Stream.concat(Stream.of(application.jar()),
                application.libraries().stream().filter(library -> !common.contains(library)));
        return joined(Stream.concat(common.stream(), rest));
    }

    // The class path must not contain a library that the application does not declare: Spring Boot would auto-configure it.
    private boolean fits(Application application) {
        return application.libraries().containsAll(common);
    }

    private static String joined(Stream<Path> paths) {
        return paths.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static String fingerprint(List<Path> common) {
        var sum = new CRC32();
        sum.update((System.getProperty("java.vm.version") + Jvm.SMALL + common).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits(sum.getValue(), 8);
    }
}
