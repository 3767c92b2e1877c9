namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>A type parameter of a broker, and what stands for it.</summary>
/// <param name="Shape">What it is an example of.</param>
/// <param name="Variance"><c>in </c>, <c>out </c> or nothing.</param>
/// <param name="Constraint">Its constraint, or nothing.</param>
/// <param name="Argument">The type in the broker that is called.</param>
/// <param name="Implementation">The type in the broker that is made.</param>
/// <param name="Value">An argument of that type.</param>
internal sealed record TypeParameter(Shape Shape, string Variance, string Constraint, string Argument, string Implementation, string Value)
{
    public const string Name = "TDesk";

    public static IReadOnlyList<TypeParameter> Invariant { get; } =
    [
        Of("", "int", "8"),
        Of("class", "Order", "new Order(\"t\", 1)"),
        Of("struct", "Leg", "new Leg(5, Side.Sell)"),
        Of("notnull", "string", "\"t\""),
        Of("unmanaged", "Side", "Side.Sell"),
        Of("class, new()", "List<int>", "new List<int> { 8 }"),
        Of($"IComparable<{Name}>", "decimal", "1.5m"),
        Of("Instrument", "Future", "new Future(\"NQ\")"),
    ];

    public static IReadOnlyList<TypeParameter> Variant { get; } =
    [
        new(Shape.Covariance, "out ", "", "object", "string", ""),
        new(Shape.Contravariance, "in ", "", "string", "object", "\"contra\""),
    ];

    /// <summary>The parameters that members can have because of it.</summary>
    public IReadOnlyList<Parameter> Parameters
        => Shape == Shape.Covariance
            ? Equivalence.Parameters.Plain
            : [new Parameter(Shape.TypeParameterOfType, Name + " {p}", $"log.Argument<{Argument}>(\"{{n}}\", {Value})", """log.Says("{n}", {p});""") { AllowsLateBinding = false }];

    private static TypeParameter Of(string constraint, string type, string value)
        => new(constraint.Length > 0 ? Shape.TypeConstraint : Shape.GenericType, "", constraint.Length > 0 ? $" where {Name} : {constraint}" : "", type, type, value);
}
