package io.amparo.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.WriteError;
import org.bson.BsonDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuplicateIdTest {

    private static boolean isDuplicateId(String message) {
        return DuplicateId.is(new WriteError(11_000, message, new BsonDocument()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"E11000 duplicate key error collection: db.tallies index: _id_ dup key: { _id: \"a\" }",
            "E11000 duplicate key error collection: db.tallies index: _id_1_version_1 dup key: { _id: \"a\", version: 1 }",
            "Duplicate key violation on the requested collection: Index '_id_'"})
    void index_on_id_is_recognised(String message) {
        assertThat(isDuplicateId(message)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "E11000 duplicate key error collection: db.tallies index: state.customer_id_1 dup key: { state.customer_id: \"a\" }",
            "E11000 duplicate key error collection: db.tallies index: state.name_1 dup key: { state.name: \" _id_ \" }",
            "E11000 duplicate key error collection: db._id_names index: state.name_1 dup key: { state.name: \"a\" }"})
    void other_unique_index_is_no_duplicate_id(String message) {
        assertThat(isDuplicateId(message)).isFalse();
    }
}
