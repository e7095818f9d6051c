package io.amparo.local.suite;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A plain jar, its main class and the libraries in the class path of its manifest. */
record Application(Path jar, String mainClass, List<Path> libraries) {
    private static final String OWN_PREFIX = "amparo-";
    private static final String BACKENDS_PREFIX = "amparo-local-backends-";

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
        return libraries.stream().filter(library -> !hasPrefix(library, OWN_PREFIX)).toList();
    }

    /** Returns the class path of broker and store, without the modules that change more often than these. */
    String backendClassPath() {
        return libraries.stream().filter(library -> !hasPrefix(library, OWN_PREFIX) || hasPrefix(library, BACKENDS_PREFIX))
                .map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean hasPrefix(Path library, String prefix) {
        return library.getFileName().toString().startsWith(prefix);
    }
}
