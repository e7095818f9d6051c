package io.amparo.sla.customer;

/** Whoever is to know that a contract has come to say something else about time; may be told the same change again. */
public interface AgreementWatch {

    void changed(Customer before, Customer after);
}
