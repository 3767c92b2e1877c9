namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>The results that random members have.</summary>
internal static class Results
{
    public static IReadOnlyList<ResultValue> Values { get; } =
    [
        new(Shape.Value, "int", "21"),
        new(Shape.NullableValue, "int?", "null"),
        new(Shape.NullableValue, "decimal?", "7.25m"),
        new(Shape.NullableReference, "string?", "null"),
        new(Shape.NullableReference, "Order?", "new Order(\"r\", 4)"),
        new(Shape.RecordResult, "Order", "new Order(\"r\", 5)"),
        new(Shape.StructResult, "Leg", "new Leg(9, Side.Buy)"),
        new(Shape.EnumResult, "Side", "Side.Sell"),
        new(Shape.TupleResult, "(int Size, string? Id)", "(8, \"r\")"),
        new(Shape.DynamicResult, "dynamic", "(object)\"late\""),
        new(Shape.ListResult, "List<Order>", "new List<Order> { new Order(\"r\", 6) }"),
        new(Shape.ListResult, "Leg[]", "new[] { new Leg(1, Side.Sell) }"),
        new(Shape.SuccessResult, "OrderResult", "new OrderResult(true, null)"),
        new(Shape.FailureResult, "OrderResult", "new OrderResult(false, \"rejected\")"),
        new(Shape.InterfaceVerdict, "IVerdict", "new Verdict(true)"),
        new(Shape.InterfaceVerdict, "IVerdict", "new Verdict(false)"),
        new(Shape.OverridableVerdict, "Acknowledgement", "new Rejection()"),
    ];

    public static IReadOnlyList<Result> Kinds { get; } =
    [
        new(Shape.Void, "void", "log.Answers({e});", "Void", Arrival.AtOnce) { Fixed = new ResultValue(Shape.Void, "int", "0"), Call = "{call};" },
        new(Shape.Value, "{t}", "return {e};", "Value", Arrival.AtOnce),
        new(Shape.Task, "Task", "return {e};", "TaskAsync", Arrival.ByTask) { Fixed = new ResultValue(Shape.Task, "int", "0"), AllowsAsync = true },
        new(Shape.TaskOfResult, "Task<{t}>", "return {e};", "TaskAsync", Arrival.ByTask) { AllowsAsync = true },
        new(Shape.ValueTask, "ValueTask", "return new ValueTask({e});", "ValueTaskAsync", Arrival.ByTask) { Fixed = new ResultValue(Shape.ValueTask, "int", "0"), AllowsAsync = true },
        new(Shape.ValueTaskOfResult, "ValueTask<{t}>", "return new ValueTask<{t}>({e});", "ValueTaskAsync", Arrival.ByTask) { AllowsAsync = true },
        new(Shape.ValueTaskOfASource, "ValueTask", "return Source.Of<int>({e});", "ValueTaskAsync", Arrival.ByTask) { Fixed = new ResultValue(Shape.ValueTaskOfASource, "int", "0") },
        new(Shape.ValueTaskOfResultOfASource, "ValueTask<{t}>", "return Source.OfResult<{t}>({e});", "ValueTaskAsync", Arrival.ByTask),
        new(Shape.Enumerable, "IEnumerable<{t}>", "return log.Items<{t}>({e});", "Items", Arrival.AtOnce),
        new(Shape.AsyncEnumerable, "IAsyncEnumerable<{t}>", "return {e};", "StreamAsync", Arrival.ByStream),
        new(Shape.CustomAwaitable, "Promise<{t}>", "return new Promise<{t}>({e});", "PromiseAsync", Arrival.ByTask),
        new(Shape.RefStructResult, "Window", "log.Answers({e}); return new Window(log.Numbers);", "Value", Arrival.AtOnce)
            { Fixed = new ResultValue(Shape.RefStructResult, "int", "0"), Call = "return {call}.Length;" },
        new(Shape.SpanResult, "ReadOnlySpan<int>", "log.Answers({e}); return log.Numbers;", "Value", Arrival.AtOnce)
            { Fixed = new ResultValue(Shape.SpanResult, "int", "0"), Call = "return {call}.ToArray();" },
        new(Shape.ReturnsByReference, "ref int", "log.Answers({e}); return ref log.Cell;", "Value", Arrival.AtOnce)
            { Fixed = new ResultValue(Shape.ReturnsByReference, "int", "0"), Call = "ref int slot = ref {call}; slot += 100; return log.Cell;", IsTraced = false },
        new(Shape.ReturnsByReadOnlyReference, "ref readonly int", "log.Answers({e}); return ref log.Cell;", "Value", Arrival.AtOnce)
            { Fixed = new ResultValue(Shape.ReturnsByReadOnlyReference, "int", "0"), Call = "ref readonly int slot = ref {call}; log.Cell++; return slot;", IsTraced = false },
    ];
}
