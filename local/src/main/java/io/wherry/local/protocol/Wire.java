package io.wherry.local.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The two forms in which the API is spoken. They differ in how a time is written: JSON has seconds
/// with a fraction, CBOR has tag 1 with whole *milliseconds* (RFC 8949 means seconds, but that is
/// what the service and the SDKs do).
public enum Wire {
  /// AWS JSON 1.1.
  JSON("application/x-amz-json-1.1", new JsonFactory()),

  /// The same in CBOR, RFC 8949. The AWS SDK for Java speaks it unless told otherwise.
  CBOR("application/x-amz-cbor-1.1", new CBORFactory());

  private static final int EPOCH_TAG = 1;
  private static final int MILLIS_SCALE = 3;

  private final String contentType;

  @SuppressWarnings("ImmutableEnumChecker") // nobody changes it once it is made
  private final JsonFactory factory;

  Wire(String contentType, JsonFactory factory) {
    this.contentType = contentType;
    this.factory = factory;
  }

  /// The form that a content type names; null when it is none of them.
  static @Nullable Wire of(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    for (Wire wire : values()) {
      if (wire.contentType.equals(type)) {
        return wire;
      }
    }
    return type.equals("application/json") ? JSON : null;
  }

  /// As HTTP names it.
  public String contentType() {
    return contentType;
  }

  JsonParser parser(byte[] body, int length) throws IOException {
    return factory.createParser(body, 0, length);
  }

  JsonGenerator generator(OutputStream out) throws IOException {
    return factory.createGenerator(out);
  }

  void writeTime(JsonGenerator out, long millis) throws IOException {
    if (out instanceof CBORGenerator cbor) {
      cbor.writeTag(EPOCH_TAG);
      cbor.writeNumber(millis);
    } else {
      out.writeNumber(BigDecimal.valueOf(millis, MILLIS_SCALE));
    }
  }

  /// Milliseconds since the epoch.
  ///
  /// @param number as it was read
  long readTime(BigDecimal number) {
    return (this == CBOR ? number : number.movePointRight(MILLIS_SCALE)).longValue();
  }
}
