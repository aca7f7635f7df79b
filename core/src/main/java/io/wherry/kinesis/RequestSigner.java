package io.wherry.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs HTTP requests by AWS Signature Version 4; for one thread.
///
/// ```text
///   request   = method \n path \n query \n (name:value \n)… \n names \n hex(SHA-256(body))
///   text      = AWS4-HMAC-SHA256 \n time \n scope \n hex(SHA-256(request))
///   scope     = day/region/service/aws4_request
///   key       = HMAC(HMAC(HMAC(HMAC("AWS4" secret, day), region), service), "aws4_request")
///   signature = hex(HMAC(key, text))
/// ```
///
/// Source: AWS General Reference, "Signing AWS API requests", "Create a signed AWS API request".
final class RequestSigner {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String TERMINATOR = "aws4_request";
  private static final int DAY_CHARACTERS = 8;
  private static final HexFormat HEX = HexFormat.of();

  private final String region;
  private final String service;
  private final MessageDigest sha;
  private final Mac mac;
  private String keySecret = "";
  private String keyDay = "";
  private byte[] key = {};

  /// @param service its name in the scope: `kinesis`
  RequestSigner(String region, String service) {
    this.region = region;
    this.service = service;
    try {
      sha = MessageDigest.getInstance("SHA-256");
      mac = Mac.getInstance("HmacSHA256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256 and its HMAC", e);
    }
  }

  /// The value of the request's Authorization header.
  ///
  /// @param time the header X-Amz-Date: `20150830T123600Z`
  /// @param target method, path and query, each on a line of its own
  /// @param headers those that are signed, by their names in lower case
  String authorization(
      String keyId,
      String secret,
      String time,
      String target,
      SortedMap<String, String> headers,
      byte[] body,
      int offset,
      int length) {
    String day = time.substring(0, DAY_CHARACTERS);
    String scope = day + '/' + region + '/' + service + '/' + TERMINATOR;
    String names = String.join(";", headers.keySet());
    var request = new StringBuilder(512).append(target).append('\n');
    for (Map.Entry<String, String> header : headers.entrySet()) {
      request.append(header.getKey()).append(':').append(header.getValue()).append('\n');
    }
    sha.update(body, offset, length);
    request.append('\n').append(names).append('\n').append(HEX.formatHex(sha.digest()));
    String text =
        ALGORITHM
            + '\n'
            + time
            + '\n'
            + scope
            + '\n'
            + HEX.formatHex(sha.digest(request.toString().getBytes(UTF_8)));
    return ALGORITHM
        + " Credential="
        + keyId
        + '/'
        + scope
        + ", SignedHeaders="
        + names
        + ", Signature="
        + HEX.formatHex(hmac(key(secret, day), text));
  }

  /// The signing key, which changes with the day and the credentials only.
  byte[] key(String secret, String day) {
    if (!secret.equals(keySecret) || !day.equals(keyDay)) {
      byte[] ofDay = hmac(("AWS4" + secret).getBytes(UTF_8), day);
      key = hmac(hmac(hmac(ofDay, region), service), TERMINATOR);
      keySecret = secret;
      keyDay = day;
    }
    return key;
  }

  private byte[] hmac(byte[] by, String text) {
    try {
      mac.init(new SecretKeySpec(by, mac.getAlgorithm()));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("HMAC takes every key", e);
    }
  }
}
