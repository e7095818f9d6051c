package io.amparo.gateway.route;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Request body with a size limit in bytes. Records whether reading from the caller failed, which is not a failure of the service.
 */
final class RequestBody extends FilterInputStream {
    private final long limit;
    private long left;
    private volatile boolean broken;

    RequestBody(InputStream sent, long limit) {
        super(sent);
        this.limit = limit;
        this.left = limit;
    }

    boolean broken() {
        return broken;
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
            left -= Math.max(count, 0);
            if (left < 0) throw new BodyTooLarge(limit);
            return count;
        } catch (IOException | UncheckedIOException failed) {
            broken = true;
            throw failed;
        }
    }
}
