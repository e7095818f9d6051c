package io.amparo.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractedJarTest {
    @TempDir
    Path dir;

    private Home home;

    @BeforeEach
    void createHome() {
        home = new Home(dir.resolve("home"));
    }

    @Test
    void a_boot_jar_is_extracted_to_a_plain_jar_with_ordered_libraries() throws Exception {
        var extracted = ExtractedJar.of(bootJar("one"), "ticket-service", home).jar();

        try (var jar = new JarFile(extracted.toFile())) {
            var manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue(Attributes.Name.MAIN_CLASS)).isEqualTo("io.amparo.ticket.TicketServiceApplication");
            assertThat(manifest.getValue(Attributes.Name.CLASS_PATH).split(" ")).hasSize(2)
                    .allSatisfy(library -> assertThat(extracted.resolveSibling(library)).exists())
                    .satisfiesExactly(first -> assertThat(first).endsWith("/zeta.jar"),
                            second -> assertThat(second).endsWith("/alpha.jar"));
            assertThat(jar.getEntry("io/amparo/")).isNotNull();
            assertThat(new String(jar.getInputStream(jar.getEntry("io/amparo/words.txt")).readAllBytes())).isEqualTo("one");
            assertThat(jar.getEntry("META-INF/spring.factories")).isNotNull();
        }
    }

    @Test
    void the_same_content_is_extracted_once_and_new_content_replaces_it() throws Exception {
        var first = ExtractedJar.of(bootJar("one"), "ticket-service", home).jar();
        var stamp = Files.getLastModifiedTime(first);

        assertThat(ExtractedJar.of(bootJar("one"), "ticket-service", home).jar()).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(first)).isEqualTo(stamp);
        var second = ExtractedJar.of(bootJar("two"), "ticket-service", home).jar();
        assertThat(second).isNotEqualTo(first).exists();
        assertThat(first).doesNotExist();
    }

    private Path bootJar(String words) throws Exception {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Start-Class", "io.amparo.ticket.TicketServiceApplication");
        var file = dir.resolve("boot.jar");
        try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (var folder : new String[]{"META-INF/", "BOOT-INF/", "BOOT-INF/classes/", "BOOT-INF/classes/io/",
                    "BOOT-INF/classes/io/amparo/"}) {
                if (!folder.equals("META-INF/")) {
                    jar.putNextEntry(new ZipEntry(folder));
                }
            }
            write(jar, "META-INF/spring.factories", "");
            write(jar, "BOOT-INF/classes/io/amparo/words.txt", words);
            write(jar, "BOOT-INF/lib/alpha.jar", "a");
            write(jar, "BOOT-INF/lib/zeta.jar", "z");
            write(jar, "BOOT-INF/classpath.idx", "- \"BOOT-INF/lib/zeta.jar\"\n- \"BOOT-INF/lib/alpha.jar\"\n");
        }
        return file;
    }

    private static void write(JarOutputStream jar, String name, String content) throws Exception {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(content.getBytes());
    }
}
