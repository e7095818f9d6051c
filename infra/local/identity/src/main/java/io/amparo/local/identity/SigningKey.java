package io.amparo.local.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;

/** RSA key (2048 bits) that signs the tokens. The key is stored in a file, so that tokens stay valid after a restart. */
final class SigningKey {
    private static final int BITS = 2048;

    private SigningKey() {
    }

    /** Reads the key from the file. Generates the key and writes the file first if the file does not exist. */
    static RSAKey from(Path file) {
        try {
            if (Files.notExists(file)) {
                write(file, new RSAKeyGenerator(BITS).keyUse(KeyUse.SIGNATURE).keyIDFromThumbprint(true).generate());
            }
            return RSAKey.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read or write the signing key in " + file, e);
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException(
                    "File " + file
                            + " contains no signing key. Delete it to create a new key; all users must then sign in once more",
                    e);
        }
    }

    // Writes a temporary file and moves it atomically, so that no process reads an incomplete key.
    private static void write(Path file, RSAKey key) throws IOException {
        var folder = Files.createDirectories(file.toAbsolutePath().getParent());
        var temporary = Files.createTempFile(folder, "key", null, ownerOnly());
        Files.writeString(temporary, key.toJSONString());
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }
}
