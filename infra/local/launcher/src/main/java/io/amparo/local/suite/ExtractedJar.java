package io.amparo.local.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * A Spring Boot jar, extracted for a faster JVM start: a plain jar whose manifest lists its libraries as files. A running process
 * uses the copy, so the next build cannot break it. A library that several applications use is stored once.
 */
final class ExtractedJar {
    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String LIBRARIES = "BOOT-INF/lib/";

    private final Path bootJar;
    private final Path home;

    private ExtractedJar(Path bootJar, Path home) {
        this.bootJar = bootJar;
        this.home = home;
    }

    /** Returns the application to start. Extracts the jar first unless the same content is already extracted. */
    static Application of(Path bootJar, String name, Home home) {
        try {
            return Application.read(new ExtractedJar(bootJar, home.dir()).extract(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot extract " + bootJar, e);
        }
    }

    private Path extract(String name) throws IOException {
        try (var jar = new JarFile(bootJar.toFile())) {
            var folder = home.resolve("app").resolve(name).resolve(fingerprint(jar));
            var extracted = folder.resolve(name + ".jar");
            if (Files.notExists(extracted)) {
                delete(folder.getParent());
                Files.createDirectories(folder);
                var temporary = folder.resolve("half");
                writeJar(jar, temporary, folder);
                Files.move(temporary, extracted, StandardCopyOption.ATOMIC_MOVE);
            }
            return extracted;
        }
    }

    private void writeJar(JarFile jar, Path target, Path folder) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS,
                jar.getManifest().getMainAttributes().getValue("Start-Class"));
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", libraries(jar, folder)));
        try (var out = new JarOutputStream(Files.newOutputStream(target), manifest)) {
            // Copies folder entries as well: without them Spring's class path scan finds no classes.
            var written = new HashSet<String>();
            for (var entry : jar.stream().toList()) {
                var name = plainEntryName(entry.getName());
                if (name != null && !name.isEmpty() && written.add(name)) {
                    out.putNextEntry(new ZipEntry(name));
                    try (var in = jar.getInputStream(entry)) {
                        in.transferTo(out);
                    }
                }
            }
        }
    }

    private static @Nullable String plainEntryName(String name) {
        if (name.startsWith(CLASSES)) {
            return name.substring(CLASSES.length());
        }
        return name.startsWith("META-INF/") && !name.equals("META-INF/") && !name.equals(JarFile.MANIFEST_NAME) ? name : null;
    }

    private List<String> libraries(JarFile jar, Path folder) throws IOException {
        var libraries = new ArrayList<String>();
        for (var path : libraryOrder(jar)) {
            var entry = jar.getJarEntry(path);
            var file = home.resolve("lib").resolve("%08x-%x".formatted(entry.getCrc(), entry.getSize()))
                    .resolve(path.substring(LIBRARIES.length()));
            if (Files.notExists(file)) {
                try (var in = jar.getInputStream(entry)) {
                    copy(in, file);
                }
            }
            libraries.add(folder.relativize(file).toString().replace('\\', '/'));
        }
        return libraries;
    }

    // Keeps Maven's class path order, which decides when two libraries contain the same resource.
    private static List<String> libraryOrder(JarFile jar) throws IOException {
        try (var in = jar.getInputStream(jar.getJarEntry("BOOT-INF/classpath.idx"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> line.contains(LIBRARIES))
                    .map(line -> line.substring(line.indexOf(LIBRARIES), line.lastIndexOf('"'))).toList();
        }
    }

    private static void copy(InputStream in, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        var temporary = Files.createTempFile(file.getParent(), "half", null);
        Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    // Uses checksums instead of timestamps: a reproducible build gives every jar the same timestamp.
    private static String fingerprint(JarFile jar) {
        var checksum = new CRC32();
        jar.stream().forEach(
                entry -> checksum.update((entry.getName() + entry.getCrc() + entry.getSize()).getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().toHexDigits(checksum.getValue(), 8);
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
