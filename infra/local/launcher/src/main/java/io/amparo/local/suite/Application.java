package io.amparo.local.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** A plain jar, its main class and the libraries in the class path of its manifest. */
record Application(Path jar, String mainClass, List<Path> libraries) {
    private static final String OWN_PREFIX = "amparo-";

    static Application read(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            var manifest = file.getManifest().getMainAttributes();
            var libraries = Stream.of(manifest.getValue(Attributes.Name.CLASS_PATH).split(" ")).filter(path -> !path.isBlank())
                    .map(path -> jar.resolveSibling(path).normalize()).toList();
            return new Application(jar, manifest.getValue(Attributes.Name.MAIN_CLASS), libraries);
        }
    }

    /** Returns the third-party libraries, which change only with their version. */
    List<Path> thirdPartyLibraries() {
        return libraries.stream().filter(library -> !library.getFileName().toString().startsWith(OWN_PREFIX)).toList();
    }
}
