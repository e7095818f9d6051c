package io.amparo.local.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;

/** File lock that prevents two commands from starting the same suite at the same time. */
final class OneAtATime implements AutoCloseable {
    private final FileChannel channel;

    private OneAtATime(FileChannel channel) {
        this.channel = channel;
    }

    static OneAtATime in(Home home) {
        try {
            var channel = FileChannel.open(Home.made(home.run("lock")), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new SuiteFailure("Another ./amparo is starting this suite right now (" + home.dir() + ").");
            }
            return new OneAtATime(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + home.dir(), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldInThisJvm) {
            return false;
        }
    }
}
