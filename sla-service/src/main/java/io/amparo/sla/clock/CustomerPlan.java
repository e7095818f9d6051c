package io.amparo.sla.clock;

/** Which plan a customer's contract names, and in which version of the contract: {@code 7/standard}. */
record CustomerPlan(long sequence, String id) {
    static CustomerPlan parse(String text) {
        int slash = text.indexOf('/');
        // A store of an earlier build has the plan alone.
        return new CustomerPlan(slash < 0 ? 0 : Long.parseLong(text.substring(0, slash)), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return sequence + "/" + id;
    }
}
