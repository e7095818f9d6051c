package io.amparo.local.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;

/** File lock that prevents two commands from starting the same suite at the same time, and two supervisors of one suite. */
final class StartLock implements AutoCloseable {
    private final FileChannel channel;

    private StartLock(FileChannel channel) {
        this.channel = channel;
    }

    static StartLock acquire(Home home) {
        return acquire(home, "lock", "Another ./amparo is starting this suite right now (" + home.dir() + ").");
    }

    static StartLock acquireForSupervisor(Home home) {
        return acquire(home, "supervisor.lock", "Another supervisor of this suite is running (" + home.dir() + ").");
    }

    private static StartLock acquire(Home home, String file, String otherHolder) {
        try {
            var channel = FileChannel.open(Home.withParentFolder(home.runFile(file)), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (!tryLock(channel)) {
                channel.close();
                throw new SuiteException(otherHolder);
            }
            return new StartLock(channel);
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

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldInThisJvm) {
            return false;
        }
    }
}
