package io.amparo.local.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

/** The key that signs tokens; it is kept in a file, so that a token outlives a restart. */
final class SigningKey {
    private static final int BITS = 2048;

    private SigningKey() {
    }

    /** Reads the key from the file, which is written first if there is none. */
    static RSAKey from(Path file) {
        try {
            if (Files.notExists(file)) {
                write(file, new RSAKeyGenerator(BITS).keyUse(KeyUse.SIGNATURE).keyIDFromThumbprint(true).generate());
            }
            return RSAKey.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the signing key in " + file, e);
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("not a signing key: " + file + " (delete it, and everybody signs in anew)", e);
        }
    }

    // Written aside and moved, so that nobody ever reads half a key.
    private static void write(Path file, RSAKey key) throws IOException {
        var folder = Files.createDirectories(file.toAbsolutePath().getParent());
        var half = Files.createTempFile(folder, "key", null, ownerOnly());
        Files.writeString(half, key.toJSONString());
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }
}
