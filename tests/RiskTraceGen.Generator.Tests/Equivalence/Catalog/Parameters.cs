namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>The parameters that random members have.</summary>
internal static class Parameters
{
    private const string Says = """log.Says("{n}", {p});""";

    /// <summary>Passed by value, of a type that everything can hold.</summary>
    public static IReadOnlyList<Parameter> Plain { get; } =
    [
        new(Shape.ValueParameter, "int {p}", """log.Argument("{n}", 7)""", Says),
        new(Shape.ValueParameter, "decimal {p}", """log.Argument("{n}", 12.50m)""", Says),
        new(Shape.ValueParameter, "int {p}", """log.Argument("{n}", unchecked(int.MaxValue + log.One))""", Says) { Behaviour = Behaviour.OverflowsInAnArgument },
        new(Shape.NullableReferenceParameter, "string? {p}", """log.Argument<string?>("{n}", null)""", Says),
        new(Shape.NullableValueParameter, "long? {p}", """log.Argument<long?>("{n}", 5)""", Says),
        new(Shape.EnumParameter, "Side {p}", """log.Argument("{n}", Side.Sell)""", Says),
        new(Shape.RecordParameter, "Order {p}", """log.Argument("{n}", new Order("o", 2))""", Says),
        new(Shape.StructParameter, "Leg {p}", """log.Argument("{n}", new Leg(3, Side.Buy))""", Says),
        new(Shape.TupleParameter, "(int Size, string? Id) {p}", """log.Argument("{n}", (4, "t"))""", """log.Says("{n}", {p}.Size); log.Says("{n}", {p}.Id);"""),
        new(Shape.DynamicParameter, "dynamic {p}", """log.Argument<object>("{n}", 9)""", """log.Says("{n}", (object){p});"""),
        new(Shape.ObservableParameter, "Observable {p}", """new Observable(log)""", """log.Says("{n}", {p}.Number);"""),
        new(Shape.DelegateParameter, "Func<int, int> {p}", """given => { log.Says("given", given); return given + 1; }""", """log.Says("{n}", {p}(41));""") { AllowsLateBinding = false },
        new(Shape.SecretParameter, "[Sensitive] string {p}", """log.Argument("{n}", "hidden")""", Says),
        new(Shape.FormattedParameter, "[TraceFormat(\"N2\")] decimal {p}", """log.Argument("{n}", 1234.5m)""", Says),
        new(Shape.MutableListParameter, "List<int> {p}", "{l}", """{p}.Add(99); log.Says("{n}", {p});""") { Setup = "var {l} = new List<int> { 1, 2 };", Afterwards = """log.Says("{n} afterwards", {l});""" },
        new(Shape.ArrayParameter, "Leg[] {p}", "{l}", """{p}[0] = default; log.Says("{n}", {p});""") { Setup = "Leg[] {l} = { new Leg(1, Side.Sell) };", Afterwards = """log.Says("{n} afterwards", {l});""" },
    ];

    /// <summary>The token of the caller; behaviours speak of it as <c>token</c>.</summary>
    public static IReadOnlyList<Parameter> Tokens { get; } =
    [
        new(Shape.TokenParameter, "CancellationToken {p}", """log.Argument("{n}", log.Token)""", Says),
        new(Shape.TokenParameter, "CancellationToken {p}", """log.Argument("{n}", log.CancelledToken())""", Says) { Behaviour = Behaviour.CancelsBeforeTheCall },
        new(Shape.OptionalTokenParameter, "CancellationToken {p}", """log.Argument("{n}", log.Token)""", Says) { Place = Place.AmongTheOptional, Default = "default" },
    ];

    public static IReadOnlyList<Parameter> ByReference { get; } =
    [
        new(Shape.RefParameter, "ref int {p}", "ref {l}", """log.Says("{n}", {p}); {p} += 10;""")
            { Setup = "int {l} = 3;", Afterwards = """log.Says("{n} afterwards", {l});""", AllowsAsync = false, Behaviour = Behaviour.WritesThroughReferences },
        new(Shape.RefParameter, "ref Order? {p}", "ref {l}", """log.Says("{n}", {p}); {p} = new Order("written", 1);""")
            { Setup = "Order? {l} = null;", Afterwards = """log.Says("{n} afterwards", {l});""", AllowsAsync = false, Behaviour = Behaviour.WritesThroughReferences },
        new(Shape.OutParameter, "out int {p}", "out {l}", "{p} = 11;")
            { Setup = "int {l} = 0;", Afterwards = """log.Says("{n} afterwards", {l});""", AllowsAsync = false, Behaviour = Behaviour.WritesThroughReferences },
        new(Shape.InParameter, "in int {p}", "in log.Cell", """log.Says("{n}", {p}); log.Cell += 5; log.Says("{n} changed", {p});""") { AllowsAsync = false },
        new(Shape.InParameter, "in Leg {p}", """log.Argument("{n}", new Leg(8, Side.Sell))""", Says) { AllowsAsync = false },
        new(Shape.RefReadOnlyParameter, "ref readonly int {p}", "in log.Cell", """log.Says("{n}", {p}); log.Cell += 7; log.Says("{n} changed", {p});""") { AllowsAsync = false },
        new(Shape.ScopedRefParameter, "scoped ref int {p}", "ref {l}", """log.Says("{n}", {p}); {p}++;""")
            { Setup = "int {l} = 20;", Afterwards = """log.Says("{n} afterwards", {l});""", AllowsAsync = false, Behaviour = Behaviour.WritesThroughReferences },
    ];

    public static IReadOnlyList<Parameter> OnTheStack { get; } =
    [
        new(Shape.SpanParameter, "Span<int> {p}", """log.Argument("{n}", {l})""", """{p}[0] = 42; log.Says("{n}", {p}.ToArray());""")
            { Setup = "int[] {l} = { 1, 2, 3 };", Afterwards = """log.Says("{n} afterwards", {l});""", AllowsAsync = false, AllowsLateBinding = false },
        new(Shape.StackSpanParameter, "Span<int> {p}", "{l}", """{p}[^1] = 42; log.Says("{n}", {p}.ToArray());""")
            { Setup = "Span<int> {l} = stackalloc int[] { 1, 2 };", Afterwards = """log.Says("{n} afterwards", {l}.ToArray());""", AllowsAsync = false, AllowsLateBinding = false },
        new(Shape.ReadOnlySpanParameter, "ReadOnlySpan<char> {p}", """log.Argument("{n}", "text")""", """log.Says("{n}", {p}.ToString());""") { AllowsAsync = false, AllowsLateBinding = false },
        new(Shape.ScopedSpanParameter, "scoped Span<int> {p}", "{l}", """{p}.Reverse(); log.Says("{n}", {p}.Length);""")
            { Setup = "Span<int> {l} = stackalloc int[] { 4, 5 };", Afterwards = """log.Says("{n} afterwards", {l}.ToArray());""", AllowsAsync = false, AllowsLateBinding = false },
        new(Shape.RefStructParameter, "Window {p}", "new Window({l})", """{p}.Fill(6); log.Says("{n}", {p}.Length);""")
            { Setup = "int[] {l} = { 0, 0 };", Afterwards = """log.Says("{n} afterwards", {l});""", AllowsAsync = false, AllowsLateBinding = false },
    ];

    public static IReadOnlyList<Parameter> Optional { get; } =
    [
        OptionalOf("int", "-3", "4"),
        OptionalOf("string?", "\"quote \\\" and \\n\"", "\"given\""),
        OptionalOf("double", "double.NaN", "0.5"),
        OptionalOf("decimal", "1.250m", "2m"),
        OptionalOf("Side?", "Side.Sell", "Side.Buy"),
        OptionalOf("ulong", "ulong.MaxValue", "1ul"),
        OptionalOf("char", "'\\''", "'ß'"),
        OptionalOf("Leg", "default", "new Leg(1, Side.Buy)"),
        OptionalOf("float", "float.NegativeInfinity", "0.1f"),
        OptionalOf("bool", "true", "false"),
        OptionalOf("decimal", "-0.0m", "3m"),
        OptionalOf("double", "-0.0", "0.25"),
        OptionalOf("Side", "(Side)5", "Side.Buy"),
        new(Shape.OptionalByAttribute, "[Optional, DefaultParameterValue(4)] int {p}", """log.Argument("{n}", 6)""", Says) { Place = Place.AmongTheOptional },
        new(Shape.OptionalByAttribute, "[Optional] Leg {p}", """log.Argument("{n}", new Leg(6, Side.Sell))""", Says) { Place = Place.AmongTheOptional },
        new(Shape.CallerMemberName, "[CallerMemberName] string? {p}", """log.Argument("{n}", "me")""", Says) { Place = Place.AmongTheOptional, Default = "null" },
        new(Shape.CallerLineNumber, "[CallerLineNumber] int {p}", """log.Argument("{n}", 1)""", Says) { Place = Place.AmongTheOptional, Default = "0" },
        new(Shape.CallerFilePath, "[CallerFilePath] string {p}", """log.Argument("{n}", "here")""", Says) { Place = Place.AmongTheOptional, Default = "\"\"" },
    ];

    /// <summary>Speaks of the parameter before it, as <c>{before}</c>.</summary>
    public static Parameter CallerArgumentExpression { get; } =
        new(Shape.CallerArgumentExpression, "[CallerArgumentExpression(\"{before}\")] string? {p}", """log.Argument("{n}", "said")""", Says) { Place = Place.AmongTheOptional, Default = "null" };

    public static IReadOnlyList<Parameter> Params { get; } =
    [
        new(Shape.ParamsArray, "params int[] {p}", """log.Argument("{n}", 1), log.Argument("{n}", 2)""", Says) { Place = Place.Last },
        new(Shape.ParamsArray, "params Order?[] {p}", """log.Argument("{n}", new Order?[] { null })""", Says) { Place = Place.Last },
        new(Shape.ParamsSpan, "params ReadOnlySpan<int> {p}", """log.Argument("{n}", 1), log.Argument("{n}", 2)""", """log.Says("{n}", {p}.ToArray());""") { Place = Place.Last, AllowsAsync = false, AllowsLateBinding = false },
        new(Shape.ParamsSpan, "params Span<string?> {p}", """log.Argument("{n}", "a"), null""", """log.Says("{n}", {p}.ToArray());""") { Place = Place.Last, AllowsAsync = false, AllowsLateBinding = false },
    ];

    public static IReadOnlyList<Parameter> Generic { get; } =
    [
        GenericOf(Shape.GenericMethod, "", "Order", "new Order(\"g\", 1)"),
        GenericOf(Shape.ClassConstraint, "class", "Order", "new Order(\"g\", 2)"),
        GenericOf(Shape.NullableClassConstraint, "class?", "string?", "null"),
        GenericOf(Shape.StructConstraint, "struct", "Leg", "new Leg(2, Side.Sell)"),
        GenericOf(Shape.NotNullConstraint, "notnull", "int", "6"),
        GenericOf(Shape.UnmanagedConstraint, "unmanaged", "Side", "Side.Sell"),
        GenericOf(Shape.ConstructorConstraint, "class, new()", "List<int>", "new List<int> { 5 }"),
        GenericOf(Shape.EnumConstraint, "struct, Enum", "DayOfWeek", "DayOfWeek.Friday"),
        GenericOf(Shape.BaseClassConstraint, "Instrument", "Future", "new Future(\"ES\")"),
        GenericOf(Shape.InterfaceConstraint, "IComparable<{T}>", "decimal", "3.5m"),
        new(Shape.TypeParameterConstraint, "{T} {p}", """log.Argument("{n}", new Order("g", 3))""", Says)
            { TypeParameters = ["{T}", "{T}Base"], TypeArguments = ["Order", "object"], Constraint = "where {T} : {T}Base", IsReturnable = true, AllowsLateBinding = false },
        new(Shape.AllowsRefStruct, "{T} {p}", "\"span\"", """log.Says("{n}", typeof({T}).Name);""")
            { TypeParameters = ["{T}"], TypeArguments = ["ReadOnlySpan<char>"], Constraint = "where {T} : allows ref struct", AllowsAsync = false, AllowsLateBinding = false },
    ];

    private static Parameter GenericOf(Shape shape, string constraint, string type, string value)
        => new(shape, "{T} {p}", $"log.Argument<{type}>(\"{{n}}\", {value})", Says)
        {
            TypeParameters = ["{T}"],
            TypeArguments = [type],
            Constraint = constraint.Length > 0 ? $"where {{T}} : {constraint}" : "",
            IsReturnable = true,
            AllowsLateBinding = false,
        };

    private static Parameter OptionalOf(string type, string value, string given)
        => new(Shape.OptionalParameter, $"{type} {{p}}", $"log.Argument<{type}>(\"{{n}}\", {given})", Says) { Place = Place.AmongTheOptional, Default = value };
}
