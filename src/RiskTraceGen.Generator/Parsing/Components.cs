using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

/// <summary>Classes that the module constructs, and the parameters that it binds.</summary>
internal static class Components
{
    public static ComponentModel? Parse(INamedTypeSymbol type, Compilation compilation)
        => Construction.ConstructorOf(type, compilation) is { } constructor
            ? new ComponentModel(TypeRefs.Plain(type), GeneratedNames.Word(type), constructor.Parameters.Select(Dependency).ToEquatableArray())
            : null;

    public static ArgumentModel Argument(IParameterSymbol parameter, Compilation compilation)
    {
        if (WellKnown.IsRiskFlow(parameter.Type))
            return new ArgumentModel(ArgumentKind.Flow);
        if (WellKnown.IsCancellationToken(parameter.Type))
            return new ArgumentModel(ArgumentKind.CancellationToken);
        if (Wrappers.PendingName(parameter.Type, compilation) is { } name)
            return new ArgumentModel(ArgumentKind.Broker, Wrapper: name, TypeArguments: ((INamedTypeSymbol)parameter.Type).TypeArguments.Select(TypeRefs.Of).ToEquatableArray());
        if (Wrappers.BrokerOf(parameter.Type) is { } broker)
            return new ArgumentModel(ArgumentKind.Broker, Broker: TypeRefs.Of(broker.WithNullableAnnotation(NullableAnnotation.NotAnnotated)));
        return new ArgumentModel(ArgumentKind.Payload);
    }

    private static DependencyModel Dependency(IParameterSymbol parameter)
    {
        TypeRef type = DefaultValues.NeedsAnnotation(parameter) ? new TypeRef(TypeRefs.Of(parameter.Type).Text + "?") : TypeRefs.Of(parameter.Type);
        return new DependencyModel(type, DefaultValues.Of(parameter));
    }
}
