package io.wherry.sink;

/// One event, one record.
record SinglePacking(Window window) implements Packing {
  @Override
  public int least(long event) {
    return window.length(event);
  }

  @Override
  public int pack(long event, int room, boolean limited, long last, Request request) {
    int length = window.length(event);
    window.state(event, Window.SENT);
    request.begin(window.hash(event), length);
    window.copyTo(request, event);
    return length;
  }
}
