namespace RiskTraceGen.Generator.Tests.Equivalence;

/// <summary>A parameter with its name and its texts.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name, as it is written.</param>
/// <param name="Number">Its place.</param>
/// <param name="Before">The name of the one before it.</param>
internal sealed record NamedParameter(Parameter Kind, string Name, int Number, string Before)
{
    public string Declaration => Fill(Kind.Declaration);

    public string Argument => Fill(Kind.Argument);

    /// <summary>The declaration without attributes.</summary>
    public string Undecorated => Declaration[0] == '[' ? Declaration[(Declaration.IndexOf("] ", StringComparison.Ordinal) + 2)..] : Declaration;

    /// <summary>The type of one that is passed by value.</summary>
    public string Type => Undecorated[..^(Name.Length + 1)];

    public string Fill(string text)
        => text.Replace("{p}", Name, StringComparison.Ordinal)
            .Replace("{n}", Name.TrimStart('@'), StringComparison.Ordinal)
            .Replace("{l}", $"local{Number}", StringComparison.Ordinal)
            .Replace("{T}", $"T{Number}", StringComparison.Ordinal)
            .Replace("{before}", Before, StringComparison.Ordinal);
}

/// <summary>A method of a random broker.</summary>
/// <param name="Name">Its name, as it is written.</param>
/// <param name="TraceName">Its name in traces; null if it is not annotated.</param>
/// <param name="Result">What it returns.</param>
/// <param name="Value">The value of what it returns.</param>
/// <param name="Answer">What it answers.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record Member(string Name, string? TraceName, Result Result, ResultValue Value, Answer Answer, IReadOnlyList<NamedParameter> Parameters)
{
    public bool IsAsync { get; init; }

    public bool ChangesAmbient { get; init; }

    public bool IsObsolete { get; init; }

    public bool IsOverload { get; init; }

    /// <summary>Whether its calls are recorded.</summary>
    public bool IsTraced => TraceName is not null && Result.IsTraced;

    /// <summary>What it is an example of.</summary>
    public IEnumerable<Shape> Shapes
    {
        get
        {
            foreach (NamedParameter parameter in Parameters)
            {
                yield return parameter.Kind.Shape;
                if (NamePool.IsEscaped(parameter.Name))
                    yield return Shape.EscapedParameterName;
                else if (NamePool.IsForeign(parameter.Name))
                    yield return Shape.NonAsciiParameterName;
                else if (NamePool.IsGenerated(parameter.Name))
                    yield return Shape.ParameterNamedAsGeneratedCode;
            }

            yield return Result.Shape;
            if (Result.Fixed is null)
                yield return Value.Shape;
            if (TypeParameters.Count > 0)
                yield return Shape.GenericMethod;
            if (TraceName is null)
                yield return Shape.PassedThroughMethod;
            if (IsAsync)
                yield return Shape.AsyncMethod;
            if (IsObsolete)
                yield return Shape.ObsoleteMember;
            if (IsOverload)
                yield return Shape.Overload;
            if (NamePool.IsEscaped(Name))
                yield return Shape.EscapedMemberName;
            if (NamePool.IsForeign(Name))
                yield return Shape.NonAsciiMemberName;
        }
    }

    public IReadOnlyList<string> TypeParameters => [.. Parameters.SelectMany(parameter => parameter.Kind.TypeParameters.Select(parameter.Fill))];

    public IReadOnlyList<string> TypeArguments => [.. Parameters.SelectMany(parameter => parameter.Kind.TypeArguments)];

    public string ReturnType => Result.Type.Replace("{t}", Value.Type, StringComparison.Ordinal);

    /// <summary>The attribute that makes it a broker call, and others.</summary>
    public string Attributes(bool marks)
        => (marks && TraceName is not null ? $"[BrokerCall(\"{TraceName}\")] " : "") + (IsObsolete ? "[Obsolete(\"use another\")] " : "");

    /// <summary>The method from its return type on, as it is declared.</summary>
    public string Signature => $"{Head("")}({string.Join(", ", Parameters.Select(Declared))})";

    public string Constraints => string.Concat(Parameters.Where(parameter => parameter.Kind.Constraint.Length > 0).Select(parameter => " " + parameter.Fill(parameter.Kind.Constraint)));

    /// <summary>The method from its return type on, as it implements one of an interface explicitly.</summary>
    public string ExplicitSignature(string contract)
        => $"{Head(contract + ".")}({string.Join(", ", Parameters.Select(parameter => parameter.Undecorated))})";

    private string Head(string contract) => $"{ReturnType} {contract}{Name}{(TypeParameters.Count > 0 ? $"<{string.Join(", ", TypeParameters)}>" : "")}";

    private static string Declared(NamedParameter parameter) => parameter.Declaration + (parameter.Kind.Default is { } value ? " = " + value : "");
}
