package io.amparo.platform.consume;

/** A record could not be parked, because Kafka or the store is unavailable. The record is delivered again. */
final class ParkingException extends RuntimeException {
    ParkingException(String message, Throwable cause) {
        super(message, cause);
    }
}
