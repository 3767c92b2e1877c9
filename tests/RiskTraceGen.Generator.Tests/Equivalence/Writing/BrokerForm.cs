namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>What kind of type a broker is, and where it stands.</summary>
internal sealed class BrokerForm
{
    private static readonly Shape[] Kinds =
    [
        Shape.Interface, Shape.Interface, Shape.BaseInterfaces, Shape.AmbiguousBaseMembers, Shape.CombinedInterfaces, Shape.DefaultMembers, Shape.ExplicitImplementation,
        Shape.StructBehindAnInterface, Shape.Class, Shape.VirtualMembers, Shape.AbstractMembers, Shape.SealedOverrides, Shape.RecordBroker,
    ];

    private readonly List<Shape> _shapes = [];

    public BrokerForm(Draw draw, int seed)
    {
        TracePrefix = $"p{seed}";
        Kind = draw.Of(Kinds);
        IsForeign = Kind is Shape.Interface or Shape.Class && draw.Chance(30);
        IsGlobal = draw.Chance(10);
        IsNested = !IsForeign && draw.Chance(12);
        IsInternal = !IsForeign && draw.Chance(25);
        if (Kind is Shape.Interface or Shape.ExplicitImplementation or Shape.StructBehindAnInterface or Shape.Class && draw.Chance(40))
            Type = draw.Of(IsInterface && draw.Chance(40) ? TypeParameter.Variant : TypeParameter.Invariant);
        if (IsNested && draw.Chance(60))
            Outer = draw.Of(TypeParameter.Invariant);

        Suffix = IsGlobal ? $"{seed}" : "";
        string name = draw.Number(0, 9) switch
        {
            0 => "Börse",
            1 when !IsGlobal => "@event",
            _ => "Desk",
        };
        Name = (NamePool.IsEscaped(name) || !IsInterface ? name : "I" + name) + Suffix;
        ImplementationName = $"Made{name.TrimStart('@')}{Suffix}";
        Namespace = IsGlobal ? "" : $"P{seed}" + (draw.Chance(20) ? ".Trading.Desks" : "");
        AddShapes();
    }

    public Shape Kind { get; }

    public bool IsForeign { get; }

    public bool IsGlobal { get; }

    public bool IsNested { get; }

    public bool IsInternal { get; }

    public bool IsInterface => Kind is not (Shape.Class or Shape.VirtualMembers or Shape.AbstractMembers or Shape.SealedOverrides or Shape.RecordBroker);

    public TypeParameter? Type { get; }

    /// <summary>The type parameter of what the broker is nested in. Its name is that of the broker's own, which hides it.</summary>
    public TypeParameter? Outer { get; }

    /// <summary>The name of the broker's type, as it is written.</summary>
    public string Name { get; }

    public string ImplementationName { get; }

    public string Namespace { get; }

    /// <summary>What tells names in the global namespace apart.</summary>
    public string Suffix { get; }

    public string TracePrefix { get; }

    public string Accessibility => IsInternal ? "internal" : "public";

    /// <summary>The broker as its callers know it.</summary>
    public string StaticType => Scope + Name + (Type is null ? "" : $"<{Type.Argument}>");

    /// <summary>The broker as <c>typeof</c> takes it.</summary>
    public string OpenType => "global::" + (Namespace.Length > 0 ? Namespace + "." : "") + Name + (Type is null ? "" : "<>");

    public string Scope => IsNested ? $"Outer{Suffix}{(Outer is null ? "" : $"<{Outer.Argument}>")}." : "";

    /// <summary>The parameters that members have because of the type parameter that they see.</summary>
    public IReadOnlyList<Parameter> TypeParameters => Seen?.Parameters ?? Parameters.Plain;

    /// <summary>The results that members have because of it.</summary>
    public IReadOnlyList<ResultValue> Values
        => Seen is { Shape: not Shape.Contravariance } and not { Shape: Shape.Covariance } ? [new ResultValue(Shape.GenericResult, TypeParameter.Name, "default!")] : [];

    public IReadOnlyList<Shape> Shapes => _shapes;

    private TypeParameter? Seen => Type ?? Outer;

    private void AddShapes()
    {
        _shapes.Add(Kind);
        if (IsForeign)
            _shapes.Add(IsInterface ? Shape.ForeignInterface : Shape.ForeignClass);
        if (IsGlobal)
            _shapes.Add(Shape.GlobalNamespace);
        if (IsNested)
            _shapes.Add(Shape.NestedType);
        if (IsInternal)
            _shapes.Add(Shape.InternalType);
        if (Outer is { } outer)
            _shapes.AddRange([Shape.NestedInAGenericType, Type is null ? outer.Shape : Shape.HiddenTypeParameter]);
        if (Type is { } type)
            _shapes.AddRange([Shape.GenericType, type.Shape]);
        if (NamePool.IsEscaped(Name))
            _shapes.Add(Shape.EscapedTypeName);
        if (NamePool.IsForeign(Name))
            _shapes.Add(Shape.NonAsciiTypeName);
    }
}
