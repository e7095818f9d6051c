package io.amparo.gateway.route;

import io.amparo.gateway.route.RefusedBodyException.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Request body with a limit in bytes and a limit in time. The web server limits the time of each read; this class limits the time
 * of all reads, because a caller can send one byte at a time. It keeps the failure of the caller, which is not a failure of the
 * service.
 */
final class LimitedRequestBody extends FilterInputStream {

    /** Called with the number of bytes of each read. */
    interface Listener {
        void onRead(int bytes) throws IOException;
    }

    private final long endNanos;
    private final Listener listener;
    private long remaining;
    private volatile @Nullable IOException failure;

    LimitedRequestBody(InputStream sent, long limit, Duration time, Listener listener) {
        super(sent);
        this.remaining = limit;
        this.endNanos = System.nanoTime() + time.toNanos();
        this.listener = listener;
    }

    /** Returns why the body could not be read; null if it was read without failure. */
    @Nullable
    IOException failure() {
        return failure;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            int count = in.read(into, offset, length);
            remaining -= Math.max(count, 0);
            if (remaining < 0) throw new RefusedBodyException(Reason.TOO_LARGE);
            if (count > 0 && System.nanoTime() > endNanos) throw new RefusedBodyException(Reason.TOO_SLOW);
            if (count > 0) listener.onRead(count);
            return count;
        } catch (IOException e) {
            failure = isTimeout(e) ? new RefusedBodyException(Reason.TOO_SLOW) : e;
            throw failure;
        } catch (UncheckedIOException e) {
            failure = e.getCause();
            throw failure;
        }
    }

    private static boolean isTimeout(IOException e) {
        return e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException;
    }
}
