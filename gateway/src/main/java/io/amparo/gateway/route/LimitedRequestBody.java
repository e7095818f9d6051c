package io.amparo.gateway.route;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Request body with a size limit in bytes. Records whether reading from the caller failed, which is not a failure of the service.
 */
final class LimitedRequestBody extends FilterInputStream {
    private final long limit;
    private long remaining;
    private volatile boolean callerFailed;

    LimitedRequestBody(InputStream sent, long limit) {
        super(sent);
        this.limit = limit;
        this.remaining = limit;
    }

    boolean callerFailed() {
        return callerFailed;
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
            if (remaining < 0) throw new BodyTooLargeException(limit);
            return count;
        } catch (IOException | UncheckedIOException e) {
            callerFailed = true;
            throw e;
        }
    }
}
