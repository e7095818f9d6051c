package io.amparo.platform.file;

import java.io.IOException;
import java.io.InputStream;

/** Port to a virus scanner. A bean of this type examines each file before it is stored; without one, files are UNSCANNED. */
public interface FileScanner {

    sealed interface Verdict {
        record Clean() implements Verdict {}

        /** @param malware name that the scanner gives to it */
        record Infected(String malware) implements Verdict {}

        record Unscanned() implements Verdict {}
    }

    /** @throws IOException if the scanner is not available: the file is refused for now */
    Verdict scan(InputStream content) throws IOException;
}
