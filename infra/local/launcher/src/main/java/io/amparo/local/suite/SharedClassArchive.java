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
final class SharedClassArchive {
    private final List<Path> commonLibraries;
    private final Path file;

    private SharedClassArchive(List<Path> commonLibraries, Path file) {
        this.commonLibraries = commonLibraries;
        this.file = file;
    }

    static SharedClassArchive of(List<Application> applications, Home home) {
        var commonLibraries = new LinkedHashSet<>(
                applications.isEmpty() ? List.<Path>of() : applications.getFirst().thirdPartyLibraries());
        applications.forEach(application -> commonLibraries.retainAll(application.thirdPartyLibraries()));
        return new SharedClassArchive(List.copyOf(commonLibraries),
                home.dir().resolve("start").resolve(fingerprint(List.copyOf(commonLibraries)) + ".jsa"));
    }

    /**
     * Returns the path of the archive, which may not exist yet. The file name depends on the libraries, the JVM version and the
     * JVM flags.
     */
    Path file() {
        return file;
    }

    boolean exists() {
        return Files.exists(file);
    }

    List<String> jvmFlags(Application application) {
        return exists() && isCompatibleWith(application) ? List.of("-XX:SharedArchiveFile=" + file) : List.of();
    }

    String commonClassPath() {
        return join(commonLibraries.stream());
    }

    String classPath(Application application) {
        if (!isCompatibleWith(application)) {
            return application.jar().toString();
        }
        var rest = Stream.concat(Stream.of(application.jar()),
                application.libraries().stream().filter(library -> !commonLibraries.contains(library)));
        return join(Stream.concat(commonLibraries.stream(), rest));
    }

    // The class path must not contain a library that the application does not declare: Spring Boot would auto-configure it.
    private boolean isCompatibleWith(Application application) {
        return application.libraries().containsAll(commonLibraries);
    }

    private static String join(Stream<Path> paths) {
        return paths.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static String fingerprint(List<Path> commonLibraries) {
        return checksum(System.getProperty("java.vm.version") + Jvm.BASE_FLAGS + commonLibraries);
    }

    static String checksum(String text) {
        var checksum = new CRC32();
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits(checksum.getValue(), 8);
    }
}
