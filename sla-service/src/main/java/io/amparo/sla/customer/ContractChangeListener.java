package io.amparo.sla.customer;

/** Listener for changes of the terms of a contract that affect SLA clocks. The same change can be delivered more than once. */
public interface ContractChangeListener {

    void onContractChanged(Customer before, Customer after);
}
