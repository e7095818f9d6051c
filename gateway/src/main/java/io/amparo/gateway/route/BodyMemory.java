package io.amparo.gateway.route;

import io.amparo.platform.limit.KeyedSemaphore;
import io.amparo.gateway.route.RefusedBodyException.Reason;
import java.io.IOException;

/** The memory for buffered request bodies: limited in all, and for each caller. */
final class BodyMemory {
    private static final String ALL = "all";

    private final KeyedSemaphore all;
    private final KeyedSemaphore callers;

    BodyMemory(long bytes, long bytesPerCaller) {
        all = new KeyedSemaphore(bytes);
        callers = new KeyedSemaphore(bytesPerCaller);
    }

    Reservation reservation(String caller) {
        return new Reservation(caller);
    }

    /** What one body occupies until its request has been forwarded. Used by one thread. */
    final class Reservation implements LimitedRequestBody.Listener, AutoCloseable {
        private final String caller;
        private long occupied;

        private Reservation(String caller) {
            this.caller = caller;
        }

        @Override
        public void onRead(int bytes) throws IOException {
            if (!callers.tryAcquire(caller, bytes)) throw new RefusedBodyException(Reason.TOO_MUCH_OF_CALLER);
            if (!all.tryAcquire(ALL, bytes)) {
                callers.release(caller, bytes);
                throw new RefusedBodyException(Reason.TOO_MUCH_IN_ALL);
            }
            occupied += bytes;
        }

        @Override
        public void close() {
            callers.release(caller, occupied);
            all.release(ALL, occupied);
            occupied = 0;
        }
    }
}
