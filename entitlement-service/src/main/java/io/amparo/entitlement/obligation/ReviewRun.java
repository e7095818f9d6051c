package io.amparo.entitlement.obligation;

/**
 * Progress of a review of the holdings of all customers.
 *
 * @param afterId id of the last customer that was reviewed
 */
record ReviewRun(String afterId) {
    static final ReviewRun FROM_START = new ReviewRun("");
}
