package io.amparo.testkit.architecture.broken;

/** Breaks rule 10: three banned words. The dead letters are Kafka's term and stay. */
record ToldTicket(String hearings, int deadLetters) {
    void tellAgain() {}
}
