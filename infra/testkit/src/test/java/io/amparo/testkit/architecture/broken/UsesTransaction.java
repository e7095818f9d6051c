package io.amparo.testkit.architecture.broken;

import com.mongodb.client.ClientSession;

/** Breaks rule 5: a transaction. */
class UsesTransaction {
    void commit(ClientSession session) {
        session.commitTransaction();
    }
}
