package io.amparo.knowledge.assessment;

import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.DocumentCodec;

/** Returns a document as the store reads it. */
final class BsonRoundTrip {
    private BsonRoundTrip() {}

    static Document of(Document document) {
        BsonDocument stored = document.toBsonDocument();
        return new DocumentCodec().decode(stored.asBsonReader(), DecoderContext.builder().build());
    }
}
